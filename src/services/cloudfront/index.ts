export {
  CloudFrontSigner,
  type PolicySigner,
  type SignedCookies,
  type UrlCondition,
  type UrlPolicy,
} from "./signer.ts";
