import { convenience } from "../common/convenience.ts";
import type { ServiceCustomization } from "../customization.ts";
import { dropEmptyLocation, wrapLocation } from "./bucketLocation.ts";
import { checkBucketName } from "./bucketName.ts";
import { noteRegion, redirect } from "./bucketRegion.ts";
import { generatePresignedPost } from "./clientMethods.ts";
import { encodeCopySource } from "./copySource.ts";
import { copying, encodeKey, keyed } from "./customerKey.ts";
import { endpointBuiltIns, endpointChanges } from "./endpoint.ts";
import { errorInSuccess } from "./errorInSuccess.ts";
import { addExpiresString, expiring, noteExpires } from "./expires.ts";
import { expressIdentity } from "./expressSession.ts";
import { globalEndpointOfUrls } from "./globalEndpoint.ts";
import { askForEncodedKeys, decodeKeys, listings } from "./listEncoding.ts";
import { checkMetadata } from "./metadata.ts";
import { removeBucketFromPath } from "./path.ts";
import { escapeLineEnds, expectContinue } from "./requestBody.ts";

const withMetadata = ["CopyObject", "PutObject", "CreateMultipartUpload"];
const withLines = ["DeleteObjects", "PutBucketLifecycleConfiguration"];

export const s3: ServiceCustomization = {
  endpointBuiltIns,
  methods: { generatePresignedPost },
  hooks(hooks, { s3 }) {
    hooks.register("beforeParameterBuild", checkBucketName);
    hooks.register("beforeParameterBuild", askForEncodedKeys, { operation: listings });
    hooks.register("beforeParameterBuild", convenience(encodeCopySource), { operation: copying });
    hooks.register("beforeParameterBuild", checkMetadata, { operation: withMetadata });
    hooks.register("beforeParameterBuild", encodeKey("SSECustomerKey"), { operation: keyed });
    hooks.register("beforeParameterBuild", encodeKey("CopySourceSSECustomerKey"), { operation: copying });
    hooks.register("beforeCall", removeBucketFromPath);
    hooks.register("beforeCall", expectContinue);
    hooks.register("beforeCall", escapeLineEnds, { operation: withLines });
    hooks.register("beforeEndpointResolution", endpointChanges);
    if (s3.usEast1RegionalEndpoint === "legacy") hooks.register("endpointResolved", globalEndpointOfUrls(s3));
    hooks.register("chooseIdentity", expressIdentity);
    hooks.register("beforeParse", noteRegion);
    hooks.register("beforeParse", errorInSuccess);
    hooks.register("beforeParse", wrapLocation, { operation: "GetBucketLocation" });
    hooks.register("beforeParse", noteExpires, { operation: expiring });
    hooks.register("needsRetry", redirect);
    hooks.register("afterCall", decodeKeys, { operation: listings });
    hooks.register("afterCall", dropEmptyLocation, { operation: "GetBucketLocation" });
    hooks.register("afterCall", addExpiresString, { operation: expiring });
  },
};
