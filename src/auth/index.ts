export { amzDate } from "./amzDate.ts";
export {
  type AwsChunkedOptions,
  awsChunked,
  awsChunkedLength,
  STREAMING_PAYLOAD,
  STREAMING_PAYLOAD_TRAILER,
  STREAMING_PAYLOAD_V4A,
  STREAMING_PAYLOAD_V4A_TRAILER,
  STREAMING_UNSIGNED_TRAILER,
  UNSIGNED_PAYLOAD,
} from "./awsChunked.ts";
export { signBearer } from "./bearer.ts";
export { type AuthSchemeChoice, chooseAuthScheme } from "./choose.ts";
export { type ChunkSigner, chunkSigner } from "./chunkSigner.ts";
export { ClockSkew } from "./clockSkew.ts";
export { type EventSignature, type EventSigner, eventSigner, STREAMING_EVENTS } from "./eventSigner.ts";
export { type PresignContext, type PresignedRequest, presign } from "./presign.ts";
export { type PostCondition, type PostPolicy, signPostPolicy } from "./presignPost.ts";
export { signerFor } from "./signer.ts";
export type {
  AuthScheme,
  AuthSchemeName,
  AwsCredentialIdentity,
  AwsCredentialIdentityProvider,
  Signer,
  SigningContext,
  TokenIdentity,
  TokenIdentityProvider,
} from "./types.ts";
