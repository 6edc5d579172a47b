/** Tests import single modules of the sources; they have all services at hand, as programs that are not bundled have. */
import { definitions } from "../definitions/index.ts";
import { calls } from "../src/client/parts.ts";
import { registerEverything } from "../src/everything.ts";

registerEverything(Object.keys(definitions), (service) => definitions[service]!);
// Protocols are asked for without a call before.
await calls.get();
