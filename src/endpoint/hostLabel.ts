const label = /^(?!-)[A-Za-z0-9-]{1,63}(?<!-)$/;

/** Whether a text can be a label of a host name (RFC 1123), or several of them with dots between where allowed. */
export function isValidHostLabel(text: string, allowDots = false): boolean {
  return allowDots ? text.split(".").every((part) => label.test(part)) : label.test(text);
}
