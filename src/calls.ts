import { bringEventStreams } from "./partsForCalls.ts";
import { protocols } from "./protocol/index.ts";
import { registerProtocol } from "./protocol/registry.ts";

/** What calls take and making clients does not: where the library is not bundled, it is read when the first call is made. */
for (const [name, protocol] of Object.entries(protocols)) registerProtocol(name, protocol);
bringEventStreams();

export { OperationPlan } from "./client/plan.ts";
export { waitUntil } from "./client/waiter.ts";
export { nodeHttpHandler } from "./http/node.ts";
