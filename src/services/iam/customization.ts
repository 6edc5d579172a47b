import type { ServiceCustomization } from "../customization.ts";
import { decodePolicies } from "./policies.ts";

export const iam: ServiceCustomization = {
  hooks(hooks) {
    hooks.register("afterCall", ({ operation, output, verbatim }) => {
      if (operation.output && !verbatim) decodePolicies(operation.output, output);
    });
  },
};
