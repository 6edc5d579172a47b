import { amzDate } from "./amzDate.ts";
import { signingKey } from "./signingKey.ts";
import { type SignText, signerV4a } from "./signingKeyV4a.ts";
import { SIGV4_ALGORITHM, signingName, signingRegion } from "./sigv4.ts";
import { SIGV4A_ALGORITHM, scopeV4a } from "./sigv4a.ts";
import type { SigningContext } from "./types.ts";

/** All that a signature of either kind needs besides the text that it signs. */
export interface SignatureKey {
  /** `AWS4-HMAC-SHA256` or `AWS4-ECDSA-P256-SHA256` */
  readonly algorithm: string;
  /** `20150830T123600Z` */
  readonly timestamp: string;
  readonly scope: string;
  readonly sign: SignText;
}

/** The key that a scheme signs with at a moment: for URLs, policies, chunks and events, where headers are not meant. */
export function signatureKey({ identity, scheme, date }: SigningContext): SignatureKey {
  const timestamp = amzDate(date);
  if (scheme.name === "sigv4a") {
    const scope = scopeV4a(timestamp, scheme);
    return { algorithm: SIGV4A_ALGORITHM, timestamp, scope, sign: signerV4a(identity) };
  }
  const key = signingKey(identity, timestamp.slice(0, 8), signingRegion(scheme), signingName(scheme));
  return { algorithm: SIGV4_ALGORITHM, timestamp, ...key };
}
