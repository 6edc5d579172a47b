import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** boto3's own form of resource definitions, as far as it is compared. */
export interface BotoResources {
  readonly service: BotoResource;
  readonly resources: Readonly<Record<string, BotoResource>>;
}

export interface BotoResource {
  readonly identifiers?: readonly { readonly name: string; readonly memberName?: string }[];
  readonly shape?: string;
  readonly load?: BotoCall;
  readonly actions?: Readonly<Record<string, BotoCall>>;
  readonly batchActions?: Readonly<Record<string, BotoCall>>;
  readonly waiters?: Readonly<Record<string, BotoWaiter>>;
  readonly has?: Readonly<Record<string, { readonly resource: BotoResult }>>;
  readonly hasMany?: Readonly<Record<string, BotoCall>>;
}

export interface BotoCall {
  readonly request: { readonly operation: string; readonly params?: readonly BotoParam[] };
  readonly resource?: BotoResult;
  readonly path?: string;
}

export interface BotoWaiter {
  readonly waiterName: string;
  readonly params?: readonly BotoParam[];
  readonly path?: string;
}

export interface BotoParam {
  readonly target: string;
  readonly source: "identifier" | "data" | "string" | "integer" | "boolean" | "input";
  readonly name?: string;
  readonly path?: string;
  readonly value?: unknown;
}

export interface BotoResult {
  readonly type: string;
  readonly identifiers?: readonly BotoIdentifier[];
  readonly path?: string;
}

export interface BotoIdentifier {
  readonly target: string;
  readonly source: "identifier" | "data" | "response" | "requestParameter" | "input";
  readonly name?: string;
  readonly path?: string;
}

/** The newest version of a service's file; `undefined` where boto3's files are not at hand. */
export function readBotoResources(folder: string, service: string): BotoResources | undefined {
  const versions = join(folder, service);
  if (!existsSync(versions)) return undefined;
  const newest = readdirSync(versions).sort().at(-1)!;
  return JSON.parse(readFileSync(join(versions, newest, "resources-1.json"), "utf8"));
}

/** References need loaded data, sub-resources do not. */
export function isReference({ resource }: { readonly resource: BotoResult }): boolean {
  return (resource.identifiers ?? []).some(({ source }) => source === "data");
}
