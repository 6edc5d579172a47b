import type { ServiceCustomization } from "../customization.ts";
import { decodePolicies } from "./policies.ts";

export const iam: ServiceCustomization = {
  hooks(hooks) {
    hooks.register("afterCall", ({ operation, output }) => {
      if (operation.output) decodePolicies(operation.output, output);
    });
  },
};
