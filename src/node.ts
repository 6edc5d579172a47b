/** `tucuxi` where it is not bundled: every service at hand. A bundler gets `index.ts`, which has none by itself. */
import { registerEverything } from "./everything.ts";

registerEverything();

export * from "./index.ts";
