import type { AuthSchemeName } from "./types.ts";

/** Names by what models, rule sets, configuration (`auth_scheme_preference`) and boto3's signature versions call them. */
const names: Readonly<Record<string, AuthSchemeName>> = {
  sigv2: "sigv2",
  v2: "sigv2",
  sigv4: "sigv4",
  v4: "sigv4",
  s3v4: "sigv4",
  sigv4a: "sigv4a",
  v4a: "sigv4a",
  s3v4a: "sigv4a",
  "sigv4-s3express": "sigv4-s3express",
  "v4-s3express": "sigv4-s3express",
  bearer: "bearer",
  httpBearerAuth: "bearer",
  none: "none",
  noAuth: "none",
};

/** One name for a scheme, whatever it is called: `aws.auth#sigv4` is `sigv4`; `undefined` for one that is not known. */
export function authSchemeName(name: string): AuthSchemeName | undefined {
  const bare = name.slice(name.lastIndexOf("#") + 1);
  return Object.hasOwn(names, bare) ? names[bare] : undefined;
}
