/**
 * `tucuxi/parts`: the code of single services, each under a name of its own, so that a bundle holds that of the services
 * that it imports. Services' modules (`tucuxi/s3`) take theirs from here.
 */
export * from "./partsForCalls.ts";
export * from "./partsForClients.ts";
export * from "./protocol/index.ts";
export { createServiceResource } from "./resource/serviceResource.ts";
export * from "./services/index.ts";
export * from "./services/resourceExtensions.ts";
