import { SigningError } from "../errors/index.ts";
import { signV2 } from "./sigv2.ts";
import { signV4 } from "./sigv4.ts";
import { signV4a } from "./sigv4a.ts";
import type { AuthSchemeName, Signer } from "./types.ts";

const signers: Readonly<Record<AuthSchemeName, Signer>> = {
  sigv2: signV2,
  sigv4: signV4,
  // The same signature, with the session's token under its own name: `signV4` sees to it.
  "sigv4-s3express": signV4,
  sigv4a: signV4a,
  none: () => {},
  bearer: () => {
    throw new SigningError("A bearer token is no signature: it is sent by signBearer.");
  },
};

/** The signer that a scheme names; `none` leaves the request as it is. */
export function signerFor(name: AuthSchemeName): Signer {
  return signers[name];
}
