/** What the build puts in its place. */
declare const TUCUXI_VERSION: string | undefined;

/** The package's own version; the sources alone have none. */
export const version: string = typeof TUCUXI_VERSION === "string" ? TUCUXI_VERSION : "0.0.0";
