const reserved = /[!'()*]/g;
const loneSurrogate = /\p{Surrogate}/gu;

/** Percent-encodes all but RFC 3986's unreserved characters. */
export function encodeUriComponent(text: string): string {
  return encodeWellFormed(text).replace(reserved, percent);
}

/** The same for a greedy label, whose slashes divide the path. */
export function encodeUriPath(text: string): string {
  return encodeUriComponent(text).replaceAll("%2F", "/");
}

/** A lone surrogate has no UTF-8, and encodeURIComponent throws at it; everywhere else it becomes U+FFFD. */
function encodeWellFormed(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return encodeURIComponent(text.replace(loneSurrogate, "\ufffd"));
  }
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
