import type { ResourceExtension } from "./extensions.ts";

/** What services add to their resources, by the services' names. */
export const serviceExtensions: Readonly<Record<string, ResourceExtension>> = {};
