export type {
  AwsCredentialIdentity,
  AwsCredentialIdentityProvider,
  TokenIdentity,
  TokenIdentityProvider,
} from "./auth/types.ts";
export type { CheckedName } from "./client/checkedName.ts";
export { isError } from "./client/exceptions.ts";
export { type FileRange, fileBody } from "./client/fileBody.ts";
export type {
  CallOptions,
  ClientOptions,
  Logger,
  PaginatorOptions,
  RetryMode,
  S3Options,
  WaiterOptions,
  WaiterPoll,
} from "./client/options.ts";
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
export * from "./errors/index.ts";
export type { HookContext, HookFilter, HookStage, HookStages } from "./hooks/hooks.ts";
export type { HttpHandler, HttpRequest, HttpResponse } from "./http/types.ts";
export { BatchError, type BatchFailure } from "./resource/batchError.ts";
export { defineResource } from "./resource/defineResource.ts";
export { data, identifier, type ResourceDefinition, type ServiceDefinition } from "./resource/definition.ts";
export { extendResource } from "./resource/extensions.ts";
export type {
  BaseResource,
  Collection,
  DefinedService,
  ResourceMeta,
  UntypedResource,
  ValueListing,
} from "./resource/types.ts";
export { client, defaultSession, resource, setupDefaultSession } from "./session/defaultSession.ts";
export { setLogger } from "./session/logging.ts";
export type { AssumeRoleOptions, SessionOptions, Setting } from "./session/options.ts";
export { type CallerIdentity, Session } from "./session/session.ts";
export type { ClientOf, ResourceOf, ServiceName, TypedServices } from "./session/typedServices.ts";
