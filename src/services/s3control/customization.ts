import type { ServiceCustomization } from "../customization.ts";

/** The account stands in the hosts that the endpoint rules give, as in the model's host prefixes: once is enough. */
export const s3control: ServiceCustomization = {
  endpointBuiltIns: ({ s3 }) => ({ "AWS::S3Control::UseArnRegion": s3.useArnRegion ?? false }),
  hooks(hooks) {
    hooks.register("beforeCall", ({ operation: { traits }, request }) => {
      if (traits.hostPrefix !== "{AccountId}." || traits.staticContextParams?.RequiresAccountId?.value !== true) return;
      delete request.hostPrefix;
    });
  },
};
