export { BatchError, type BatchFailure } from "./batch.ts";
export { defineResource } from "./defineResource.ts";
export { data, identifier, type ResourceDefinition, type ServiceDefinition } from "./definition.ts";
export { extendResource } from "./extensions.ts";
export { getAvailableResources } from "./registry.ts";
export { createServiceResource } from "./serviceResource.ts";
