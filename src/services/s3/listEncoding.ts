import type { HookStages } from "../../hooks/hooks.ts";

type Data = Record<string, unknown>;

/** The operations whose keys are asked for percent-encoded. */
export const listings: readonly string[] = ["ListObjects", "ListObjectsV2", "ListObjectVersions"];

const texts = ["Delimiter", "Marker", "NextMarker", "Prefix", "StartAfter", "KeyMarker", "NextKeyMarker"];
const lists = { Contents: "Key", CommonPrefixes: "Prefix", Versions: "Key", DeleteMarkers: "Key" } as const;

/**
 * A key may hold characters that XML cannot: unless the user says otherwise, keys are asked for percent-encoded.
 * Source: `EncodingType` in https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export const askForEncodedKeys: HookStages["beforeParameterBuild"] = ({ input, state }) => {
  if (input.EncodingType !== undefined) return;
  state.set(askForEncodedKeys, true);
  input.EncodingType = "url";
};

/** Gives the keys as they are, where the encoding was not the user's wish. */
export const decodeKeys: HookStages["afterCall"] = ({ output, state }) => {
  if (output.EncodingType !== "url" || !state.has(askForEncodedKeys)) return;
  for (const name of texts) {
    if (typeof output[name] === "string") output[name] = decodeText(output[name]);
  }
  for (const [list, name] of Object.entries(lists)) {
    for (const item of (output[list] as Data[] | undefined) ?? []) {
      const key = item[name];
      if (typeof key === "string" && encoded.test(key)) item[name] = decodeText(key);
    }
  }
};

const encoded = /[%+]/;
const sequences = /(?:%[0-9A-Fa-f]{2})+/g;

function decodeText(text: string): string {
  if (!encoded.test(text)) return text;
  const spaced = text.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced.replace(sequences, decodeBytes);
  }
}

/** Bytes that are no UTF-8 become U+FFFD; a lone `%` stays. */
function decodeBytes(sequence: string): string {
  const bytes = sequence
    .slice(1)
    .split("%")
    .map((byte) => Number.parseInt(byte, 16));
  return new TextDecoder().decode(Uint8Array.from(bytes));
}
