import { platform } from "#platform";

const beyondAscii = /[^\0-\x7f]/;
const bytesOnly = /^[\0-\xff]*$/;

/**
 * HTTP knows bytes, and takes each character of a header for one. Text beyond ASCII goes out as UTF-8, which is what its
 * signature covers; as boto3 has it. Gives the headers that are such text, in that form; `undefined` where none is.
 *
 * @example
 * headerBytes({ host: "localhost", "content-disposition": 'filename="cät"' }); // { "content-disposition": 'filename="cÃ¤t"' }
 */
export function headerBytes(headers: Readonly<Record<string, string>>): Record<string, string> | undefined {
  let encoded: Record<string, string> | undefined;
  for (const name in headers) {
    const value = headers[name]!;
    if (!beyondAscii.test(value)) continue;
    encoded ??= {};
    encoded[name] = Array.from(platform.utf8Encode(value), (byte) => String.fromCharCode(byte)).join("");
  }
  return encoded;
}

/** The text that a header's bytes are in UTF-8; what is none stays as it is. */
export function headerText(value: string): string {
  if (!beyondAscii.test(value) || !bytesOnly.test(value)) return value;
  const text = platform.utf8Decode(Uint8Array.from(value, (byte) => byte.charCodeAt(0)));
  return text.includes("\ufffd") ? value : text;
}
