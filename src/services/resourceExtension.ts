import type { CallOptions } from "../client/options.ts";

type Data = Record<string, unknown>;

/** What stands between a service's resources and its client: values that resources take or show in another form. */
export interface ResourceTransform {
  /** The input as the client takes it. */
  input?(operation: string, input: Data): Data;
  /** The output as resources show it. */
  output?(operation: string, output: Data): Data;
}

/** Methods and getters that are put on a resource's prototype; `this` is the resource. */
export type ResourceMembers = object;

/** Finds a resource's data where its load is more than a call; `undefined` where there is no such thing. */
export type ResourceLoader = (
  resource: never,
  input: Data | undefined,
  options?: CallOptions,
) => Promise<Data | undefined>;

/** What a service's resources have or do that a definition cannot say. boto3: its `inject` modules. */
export interface ResourceExtension {
  /** By resource; they may take the place of what the definition has. */
  readonly members?: Readonly<Record<string, ResourceMembers>>;
  /** By resource, in place of the definition's load. */
  readonly loaders?: Readonly<Record<string, ResourceLoader>>;
  readonly transform?: ResourceTransform;
}
