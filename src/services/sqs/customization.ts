import type { ServiceCustomization } from "../customization.ts";

export const sqs: ServiceCustomization = { retry: { longPolling: ["ReceiveMessage"] } };
