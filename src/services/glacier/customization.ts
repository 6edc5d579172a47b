import type { ServiceCustomization } from "../customization.ts";

/** Source: https://docs.aws.amazon.com/amazonglacier/latest/dev/api-common-request-headers.html */
export const glacier: ServiceCustomization = {
  hooks(hooks) {
    // "-" is the account of the credentials.
    hooks.register("beforeParameterBuild", ({ input }) => {
      input.accountId ??= "-";
    });
    hooks.register("beforeCall", ({ operation, request }) => {
      request.headers["x-amz-glacier-version"] = operation.service.metadata.apiVersion;
    });
    hooks.register("beforeCall", async ({ request }) => (await import("./treeHash.ts")).setTreeHash(request), {
      operation: ["UploadArchive", "UploadMultipartPart"],
    });
  },
};
