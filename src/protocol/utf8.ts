import { platform } from "#platform";

/** Decodes UTF-8, and throws a `TypeError` where the bytes are none, instead of putting U+FFFD in their place. */
export function decodeUtf8(bytes: Uint8Array): string {
  const text = platform.utf8Decode(bytes);
  // Only text that holds U+FFFD can have been repaired; asking for it costs nothing where all is Latin-1.
  if (text.includes("\ufffd")) assertUtf8(bytes);
  return text;
}

function assertUtf8(bytes: Uint8Array): void {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new TypeError("expected UTF-8, found bytes that are none", { cause: error });
  }
}
