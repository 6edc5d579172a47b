import { platform } from "#platform";
import type { Output } from "./call.ts";
import { StreamingBody } from "./streamingBody.ts";

/** Lets the bodies of an output answer to the official SDK's names as well: `Body.transformToString()`. */
export function withOfficialNames(output: Output): Output {
  for (const value of Object.values(output)) {
    if (value instanceof StreamingBody) {
      addMethods(value, {
        transformToByteArray: () => value.bytes(),
        transformToString: async (encoding?: string) => textOf(await value.bytes(), encoding),
        transformToWebStream: () => value.stream(),
      });
    } else if (value instanceof Uint8Array) {
      addMethods(value, { transformToString: (encoding?: string) => textOf(value, encoding) });
    }
  }
  return output;
}

function textOf(bytes: Uint8Array, encoding = "utf-8"): string {
  if (encoding === "base64") return platform.base64Encode(bytes);
  if (encoding === "hex") return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return new TextDecoder(encoding).decode(bytes);
}

/** Out of sight of whoever lists or logs the body. */
function addMethods(body: object, methods: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(methods)) {
    Object.defineProperty(body, name, { value, configurable: true, writable: true });
  }
}
