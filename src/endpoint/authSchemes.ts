import { authSchemeName } from "../auth/schemeName.ts";
import type { AuthScheme } from "../auth/types.ts";

/** The rules' `authSchemes` property in our form; schemes that are not known are left out. */
export function toAuthSchemes(property: unknown): readonly AuthScheme[] | undefined {
  if (!Array.isArray(property)) return undefined;
  return property.flatMap((scheme: Readonly<Record<string, unknown>>) => {
    const name = authSchemeName(String(scheme.name));
    if (!name) return [];
    const { signingName, signingRegion, signingRegionSet, disableDoubleEncoding } = scheme as Partial<AuthScheme>;
    return {
      name,
      ...(signingName && { signingName }),
      ...(signingRegion && { signingRegion }),
      ...(signingRegionSet && { signingRegionSet }),
      ...(disableDoubleEncoding && { disableDoubleEncoding }),
    };
  });
}
