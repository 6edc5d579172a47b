/// <reference lib="esnext.disposable" preserve="true" />
import type { ClientError, ResponseMetadata } from "../errors/index.ts";
import type { HookFilter, HookStage, HookStages } from "../hooks/hooks.ts";
import type { CheckedName } from "./checkedName.ts";
import type { CallOptions, PaginatorOptions, ResolvedConfig, WaiterOptions } from "./options.ts";
import type { StreamingBody as StreamingBodyClass } from "./streamingBody.ts";
import type { BlobLike, ReadableStreamLike } from "./webTypes.ts";

/** What every client has besides the operations of its service. */
export interface BaseClient extends AsyncDisposable {
  readonly meta: ClientMeta;
  /** The hooks of this client's calls; its session's come before them. boto3: `client.meta.events`. */
  readonly hooks: HookRegistry;
  /**
   * Sends a command of the official JavaScript SDK, so that code can move call by call. The output is this library's;
   * its bodies answer to the official names too (`Body.transformToString()`).
   *
   * @example
   * import { ListBucketsCommand } from "@aws-sdk/client-s3";
   * const { Buckets } = await s3.send(new ListBucketsCommand({}));
   */
  send<Output extends object>(command: OfficialCommand<Output>, options?: SendOptions): Promise<Output>;
  /** Ends what is this client's alone; the session's connections go on. */
  close(): Promise<void>;
}

/** Where hooks are registered. */
export interface HookRegistry {
  /** Adds a hook and returns the function that removes it. */
  register<Stage extends HookStage>(stage: Stage, handler: HookStages[Stage], filter?: HookFilter): () => void;
  /** The same for a hook that comes before all that are here already. boto3: `events.register_first`. */
  registerFirst<Stage extends HookStage>(stage: Stage, handler: HookStages[Stage], filter?: HookFilter): () => void;
}

/** What a client tells of itself. boto3: `client.meta`. */
export interface ClientMeta {
  /** The name that made the client: `s3`. */
  readonly serviceName: string;
  /** AWS's own name of the service: `S3`. */
  readonly serviceId: string;
  readonly apiVersion: string;
  readonly region: string | undefined;
  /** Where the client sends its calls; a call's own input may change the host. */
  readonly endpoint: string;
  readonly config: ResolvedConfig;
  /** `aws`, `aws-cn`, `aws-us-gov`, … */
  readonly partition: string;
  /** `{ listObjectsV2: "ListObjectsV2", … }` */
  readonly methodToApiMapping: Readonly<Record<string, string>>;
}

/**
 * A service as a value, which its module exports.
 *
 * @example
 * import { rds } from "tucuxi/rds";
 * const databases = session.client(rds);
 */
export interface ServiceValue<Name extends string = string> {
  readonly serviceName: Name;
}

/** Every output has the metadata of its call. */
export interface MetadataBearer {
  readonly $metadata: ResponseMetadata;
}

/** Options of `client.send`: those of a call. */
export interface SendOptions extends CallOptions {
  /** What the official SDK calls `signal`. */
  abortSignal?: CallOptions["signal"];
}

/** What is used of a command of the official JavaScript SDK. */
export interface OfficialCommand<Output extends object> {
  readonly input: object;
  resolveMiddleware(...context: never[]): (...request: never[]) => Promise<{ output: Output }>;
}

/**
 * The pages of an operation, asked for as they are read. Nothing is sent before the first is.
 * boto3: `client.get_paginator`.
 *
 * @example
 * for await (const page of s3.paginate("listObjectsV2", { Bucket: "photos" })) console.log(page.KeyCount);
 */
export interface Paginator<Page, Item, Items> extends AsyncIterable<Page> {
  /** Where a later pagination can go on after the last iteration's `limit`; `undefined` where nothing is left. */
  readonly resumeToken: string | undefined;
  /** The items of all pages: of the first result that the operation pages, or of the one that is named. */
  items(): AsyncIterable<Item>;
  items<const Key extends string>(key: CheckedName<Key, keyof Items & string>): AsyncIterable<Items[Key & keyof Items]>;
  /** What a JMESPath expression finds in each page; lists are flattened. */
  search<Result = unknown>(expression: string): AsyncIterable<Result>;
  /** All items of the first result. */
  toArray(): Promise<Item[]>;
  /** All pages as one output; `NextToken` is the resume token. boto3: `build_full_result`. */
  all(): Promise<Page & { readonly NextToken?: string }>;
}

export interface PresignOptions {
  /** Seconds that the URL holds. Default: 3,600. */
  expiresIn?: number | undefined;
  /** Headers that whoever uses the URL must send as they are here. */
  signedHeaders?: Readonly<Record<string, string>> | undefined;
  /** The moment from which the URL holds. Default: now, by the service's clock where that is known to differ. */
  signingDate?: Date | undefined;
  /** Another HTTP method than the model's: `GET` for what a browser opens. boto3: `HttpMethod`. */
  httpMethod?: string | undefined;
}

/** A request that anyone can send until it expires. */
export interface PresignedRequest {
  readonly url: string;
  readonly method: string;
  /** The headers that are part of the signature, and must be sent. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body that is part of the signature, and must be sent. S3 signs none; forms and JSON are part of the URL. */
  readonly body?: string | Uint8Array;
}

/** What a streaming output gives. Read once, in one of its ways. */
export interface StreamingBody extends PublicMembers<StreamingBodyClass> {}

/** The events of an output, as they arrive. Leaving the iteration ends the call. */
export interface EventStream<Event> extends AsyncIterable<Event>, AsyncDisposable {
  /** Ends the call. */
  close(): Promise<void>;
}

/** A class without its private parts, so that two copies of the library fit each other. */
type PublicMembers<Class> = { [Member in keyof Class]: Class[Member] };

/** A string is taken as UTF-8. */
export type BlobInput = string | ArrayBufferView | ArrayBuffer;

/** A `Date`, seconds since 1970, or a date as text. */
export type TimestampInput = Date | number | string;

/** What a streaming input takes. What is no stream is sent again by itself where an attempt fails. */
export type StreamingInput =
  | BlobInput
  | BlobLike
  | ReadableStreamLike<unknown>
  | AsyncIterable<Uint8Array | string>
  | Iterable<Uint8Array | string>
  | (() => AsyncIterable<Uint8Array | string>);

/** The events of an input. */
export type EventStreamInput<Event> = AsyncIterable<Event> | (() => AsyncIterable<Event>);

/** Any JSON value, as it comes. */
export type DocumentType = null | boolean | number | string | DocumentType[] | { [name: string]: DocumentType };

/** Any JSON value, as it is sent. */
export type DocumentInput =
  | null
  | boolean
  | number
  | string
  | readonly DocumentInput[]
  | { readonly [name: string]: DocumentInput | undefined };

/** A union's member that this version of the library does not know. */
export interface UnknownMember {
  readonly name: string;
}

/**
 * The members of an open enum that are known.
 *
 * @example
 * const shown: Partial<Record<Known<shapes.StorageClass>, string>> = { GLACIER: "takes hours" };
 */
export type Known<Enum> = Enum extends string ? (string extends Enum ? never : Enum) : never;

/** An input of an operation that takes nothing. */
export type NoInput = { readonly [name in never]: never };

/**
 * The names of a client's operations.
 *
 * @example
 * const method: MethodOf<S3Client> = "listBuckets";
 */
export type MethodOf<Client> = Exclude<keyof Client, keyof UntypedBaseClient> & string;

/**
 * The input of one of a client's operations.
 *
 * @example
 * type ListInput = InputOf<S3Client, "listObjectsV2">;
 */
export type InputOf<Client, Method extends keyof Client> = Client[Method] extends (
  input: infer Input,
  options?: CallOptions,
) => Promise<MetadataBearer>
  ? NonNullable<Input>
  : never;

/**
 * The output of one of a client's operations.
 *
 * @example
 * type Listing = OutputOf<S3Client, "listObjectsV2">;
 */
export type OutputOf<Client, Method extends keyof Client> = Client[Method] extends (
  ...call: never[]
) => Promise<infer Output extends MetadataBearer>
  ? Output
  : never;

/** The input of an operation, which can be left out where nothing in it is required, and options. */
export type ArgumentsOf<Client, Method extends keyof Client, Options> = Client[Method] extends () => unknown
  ? [input?: InputOf<Client, Method>, options?: Options]
  : [input: InputOf<Client, Method>, options?: Options];

/** A client whose service is known at run time only: `session.client(name)` with a name of type `string`. */
export type UntypedClient = UntypedBaseClient & {
  readonly [method: string]: (input?: UntypedInput, options?: CallOptions) => Promise<UntypedOutput>;
};

/** What every client has, with nothing known of its service. */
export interface UntypedBaseClient extends BaseClient {
  readonly exceptions: Readonly<Record<string, typeof ClientError>> & {
    /** The class of what a code stands for; `ClientError` where it is not modelled. boto3: `from_code`. */
    fromCode(code: string): typeof ClientError;
  };
  canPaginate(method: string): boolean;
  paginate(
    method: string,
    input?: UntypedInput,
    options?: PaginatorOptions,
  ): Paginator<UntypedOutput, unknown, Record<string, unknown>>;
  waitUntil(name: string, input?: UntypedInput, options?: WaiterOptions): Promise<UntypedOutput>;
  presign(method: string, input?: UntypedInput, options?: PresignOptions): Promise<PresignedRequest>;
  generatePresignedUrl(method: string, input?: UntypedInput, options?: PresignOptions): Promise<string>;
}

export type UntypedInput = Readonly<Record<string, unknown>>;
export type UntypedOutput = Record<string, unknown> & MetadataBearer;
