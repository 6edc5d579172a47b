import type { ServiceCustomization } from "../customization.ts";
import { decodePolicies, POLICY_SHAPE } from "./policies.ts";

export const iam: ServiceCustomization = {
  scalars: [POLICY_SHAPE],
  hooks(hooks) {
    hooks.register("afterCall", ({ operation, output, verbatim }) => {
      if (operation.output && !verbatim) decodePolicies(operation.output, output);
    });
  },
};
