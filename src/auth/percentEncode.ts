/** Percent-encodes all but RFC 3986's unreserved characters, as AWS's signatures want it. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

const allPlain = /^[A-Za-z0-9\-._~/]*$/;

/** The same, slashes left alone. */
export function percentEncodePath(path: string): string {
  return allPlain.test(path) ? path : percentEncode(path).replaceAll("%2F", "/");
}
