import { platform } from "#platform";

/** The package's own version. */
export const version: string =
  (JSON.parse(platform.readPackageFile("package.json") ?? "{}") as { version?: string }).version ?? "0";
