import type { ServiceCustomization } from "../customization.ts";
import { checkBody } from "./bodyChecksum.ts";

export const dynamodb: ServiceCustomization = {
  hooks(hooks) {
    hooks.register("beforeParse", checkBody);
  },
};
