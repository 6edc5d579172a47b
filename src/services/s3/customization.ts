import type { ServiceCustomization } from "../customization.ts";
import { generatePresignedPost } from "./clientMethods.ts";
import { endpointBuiltIns } from "./endpoint.ts";
import { errorInSuccess } from "./errorInSuccess.ts";
import { globalEndpointOfUrls } from "./globalEndpoint.ts";
import { removeBucketFromPath } from "./path.ts";

export const s3: ServiceCustomization = {
  endpointBuiltIns,
  methods: { generatePresignedPost },
  hooks(hooks, { s3 }) {
    hooks.register("beforeCall", removeBucketFromPath);
    hooks.register("beforeParse", errorInSuccess);
    if (s3.usEast1RegionalEndpoint === "legacy") hooks.register("endpointResolved", globalEndpointOfUrls(s3));
  },
};
