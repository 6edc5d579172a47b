export type {
  AwsCredentialIdentity,
  AwsCredentialIdentityProvider,
  TokenIdentity,
  TokenIdentityProvider,
} from "./auth/types.ts";
export { isError } from "./client/exceptions.ts";
export { type FileRange, fileBody } from "./client/fileBody.ts";
export type { CallOptions, ClientOptions, Logger, RetryMode, S3Options } from "./client/options.ts";
export type { PaginatorOptions } from "./client/paginator.ts";
export type {
  BaseClient,
  BlobInput,
  ClientMeta,
  DocumentInput,
  DocumentType,
  EventStream,
  EventStreamInput,
  InputOf,
  Known,
  MetadataBearer,
  MethodOf,
  OutputOf,
  Paginator,
  PresignedRequest,
  PresignOptions,
  ServiceValue,
  StreamingBody,
  StreamingInput,
  TimestampInput,
  UnknownMember,
  UntypedClient,
} from "./client/types.ts";
export type { WaiterOptions, WaiterPoll } from "./client/waiter.ts";
export * from "./errors/index.ts";
export type { HookContext, HookFilter, HookStage, HookStages } from "./hooks/hooks.ts";
export type { HttpHandler, HttpRequest, HttpResponse } from "./http/types.ts";
export {
  BatchError,
  type BatchFailure,
  data,
  defineResource,
  extendResource,
  identifier,
  type ResourceDefinition,
  type ServiceDefinition,
} from "./resource/index.ts";
export type { BaseResource, Collection, ResourceMeta, UntypedResource, ValueListing } from "./resource/types.ts";
export type { AssumeRoleOptions } from "./session/assumeRole.ts";
export type { Setting } from "./session/config.ts";
export { client, defaultSession, resource, setupDefaultSession } from "./session/defaultSession.ts";
export { setLogger } from "./session/logging.ts";
export type { SessionOptions } from "./session/options.ts";
export { type CallerIdentity, Session } from "./session/session.ts";
export type { ClientOf, ResourceOf, ServiceName, TypedServices } from "./session/typedServices.ts";
