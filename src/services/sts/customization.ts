import type { ServiceCustomization } from "../customization.ts";

/** `stsRegionalEndpoints: "legacy"` calls `sts.amazonaws.com`, wherever the client is. */
export const sts: ServiceCustomization = {
  endpointBuiltIns: ({ stsRegionalEndpoints }) => ({
    "AWS::STS::UseGlobalEndpoint": stsRegionalEndpoints === "legacy",
  }),
};
