/** Tests import single modules of the sources; they have all services at hand, as programs that are not bundled have. */
import { registerEverything } from "../src/everything.ts";

registerEverything();
