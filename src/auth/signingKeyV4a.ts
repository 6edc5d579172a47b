import { platform } from "#platform";
import { SigningError } from "../errors/index.ts";
import type { AwsCredentialIdentity } from "./types.ts";

/** Signs a text; the signature in DER, as lower-case hex. */
export type SignText = (text: string) => string | Promise<string>;

/** The order of P-256's group, less 2: a candidate above it is passed over (NIST FIPS 186-4, B.4.2). */
const LARGEST_CANDIDATE = 0xffffffff_00000000_ffffffff_ffffffff_bce6faad_a7179e84_f3b9cac2_fc632551n - 2n;

const signers = new WeakMap<AwsCredentialIdentity, { readonly secret: string; readonly sign: SignText }>();

/** The signer of Signature Version 4a for an identity: its key depends on nothing else and is derived once. */
export function signerV4a(identity: AwsCredentialIdentity): SignText {
  const known = signers.get(identity);
  if (known && known.secret === identity.secretAccessKey) return known.sign;
  const sign = platform.p256Signer(derivePrivateKey(identity));
  signers.set(identity, { secret: identity.secretAccessKey, sign });
  return sign;
}

/**
 * The P-256 private key of a pair of keys: NIST SP 800-108's KDF in counter mode over HMAC-SHA256.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function derivePrivateKey({ accessKeyId, secretAccessKey }: AwsCredentialIdentity): Uint8Array {
  // One try in four thousand million fails; no one has seen a second one.
  for (let counter = 1; counter < 128; counter++) {
    const input = `\0\0\0\x01AWS4-ECDSA-P256-SHA256\0${accessKeyId}${String.fromCharCode(counter)}\0\0\x01\0`;
    const candidate = BigInt(`0x${toHex(platform.hmacSha256(`AWS4A${secretAccessKey}`, input))}`);
    if (candidate <= LARGEST_CANDIDATE) return fromHex((candidate + 1n).toString(16).padStart(64, "0"));
  }
  throw new SigningError("No key for SigV4a can be derived from these credentials.");
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Bytes of an even number of hexadecimal digits. */
export function fromHex(text: string): Uint8Array {
  return Uint8Array.from({ length: text.length / 2 }, (_, index) =>
    Number.parseInt(text.slice(index * 2, index * 2 + 2), 16),
  );
}
