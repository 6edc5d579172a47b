import type { ServiceCustomization } from "../customization.ts";
import { endpointBuiltIns } from "./endpoint.ts";
import { errorInSuccess } from "./errorInSuccess.ts";
import { removeBucketFromPath } from "./path.ts";

export const s3: ServiceCustomization = {
  endpointBuiltIns,
  hooks(hooks) {
    hooks.register("beforeCall", removeBucketFromPath);
    hooks.register("beforeParse", errorInSuccess);
  },
};
