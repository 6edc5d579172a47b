import type { ServiceCustomization } from "../customization.ts";

/**
 * DynamoDB answers within milliseconds: it is asked again sooner and once more than other services.
 * Source: the retry values of 2026 in the AWS SDKs and Tools Reference Guide.
 */
const retry = { maxAttempts: 4, transientBaseDelay: 25, legacy: { maxAttempts: 10 } } as const;

export const dynamodb: ServiceCustomization = { retry };
export const dynamodbstreams: ServiceCustomization = { retry: { maxAttempts: 4, transientBaseDelay: 25 } };
