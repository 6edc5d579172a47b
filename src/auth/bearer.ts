import { SigningError } from "../errors/index.ts";
import type { HttpRequest } from "../http/types.ts";
import type { TokenIdentity } from "./types.ts";

/** RFC 6750, section 2.1, leaves a token these characters; others would end the header or begin another. */
const tokenForm = /^[\x21-\x7e]+$/;

/** Authorizes a request by a token. Source: RFC 6750, section 2.1; boto3's `BearerAuth`. */
export function signBearer(request: HttpRequest, { token }: TokenIdentity): void {
  if (!tokenForm.test(token)) throw new SigningError("The bearer token is empty or has characters that no token has.");
  request.headers.authorization = `Bearer ${token}`;
}
