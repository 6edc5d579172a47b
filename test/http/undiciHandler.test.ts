import { undiciHandler } from "../../src/http/undici.ts";
import { describeHandler } from "./handlerSuite.ts";
import { opened } from "./lab.ts";

describeHandler({ name: "undiciHandler", make: (options) => opened(undiciHandler(options)), ownsConnections: true });
