export { BatchError, type BatchFailure } from "./batchError.ts";
export { defineResource } from "./defineResource.ts";
export { extendResource } from "./extensions.ts";
export { getAvailableResources } from "./registry.ts";
export { createServiceResource } from "./serviceResource.ts";
