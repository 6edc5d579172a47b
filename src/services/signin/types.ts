import type { SigninClient } from "./signin.d.ts";

/** A name that boto3 has for the same method. */
export interface SigninClientAdditions {
  createOauth2Token: SigninClient["createOAuth2Token"];
}
