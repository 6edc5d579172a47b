import type { BaseClient, ServiceValue, UntypedClient } from "../client/types.ts";
import { UnknownServiceError } from "../errors/index.ts";
import type { DefinedService, UntypedResource } from "../resource/types.ts";
import type { ImportStatements, ResourceServiceName } from "../services/names.d.ts";
import type { Session } from "./session.ts";

/**
 * The services whose types are known to the program: those of the root, and each that the program imports
 * (`import "tucuxi/rds"`), which adds itself here.
 */
// biome-ignore lint/suspicious/noEmptyInterface: services add themselves by declaration merging.
export interface TypedServices {}

declare module "../client/types.ts" {
  interface ClientMeta {
    /** The session that made the client. */
    readonly session: Session;
  }
}

/** The name of any service. */
export type ServiceName = keyof ImportStatements;

/** What `client` and `resource` take: a service's name, or the service itself. */
export type ServiceArgument = ServiceName | (string & {}) | ServiceValue;

/**
 * What an argument must be. A literal that is no service's name is refused, and the error lists the services whose
 * names begin like it; any name of type `string` is let through, for run time to look up.
 */
export type CheckedService<Argument, Name extends string = ServiceName> = Argument extends string
  ? string extends Argument
    ? Argument
    : Argument extends Name
      ? Argument
      : NamesLike<Argument, Name>
  : Argument;

type NamesLike<Misspelt extends string, Name extends string> = [NamesWithSameStart<Misspelt, Name>] extends [never]
  ? Name
  : NamesWithSameStart<Misspelt, Name>;

type NamesWithSameStart<
  Misspelt extends string,
  Name extends string,
> = Misspelt extends `${infer First}${infer Second}${string}` ? Extract<Name, `${First}${Second}${string}`> : never;

/** The client of a service. Of one that is not imported, a type of which every use is an error that says what to import. */
export type ClientOf<Argument> =
  Argument extends ServiceValue<infer Name>
    ? ClientOf<Name>
    : Argument extends keyof TypedServices
      ? TypedServices[Argument] extends { readonly client: infer Client extends BaseClient }
        ? Client
        : never
      : Argument extends ServiceName
        ? ImportStatements[Argument]
        : UntypedClient;

/** The service resource of a service; as `ClientOf`. Of one that a user defined, what the user says. */
export type ResourceOf<Argument> =
  Argument extends ServiceValue<infer Name>
    ? "resourceType" extends keyof Argument
      ? DefinedResource<Argument>
      : ResourceOf<Name>
    : Argument extends keyof TypedServices
      ? TypedServices[Argument] extends { readonly resource: infer Resource }
        ? Resource
        : never
      : Argument extends ServiceName
        ? ImportStatements[Argument]
        : UntypedResource;

type DefinedResource<Argument> = Argument extends DefinedService<infer ServiceResource> ? ServiceResource : never;

export type { ResourceServiceName };

/** The service's name, as given or as the value has it. Throws an `UnknownServiceError` for what is neither. */
export function serviceNameOf(service: unknown): string {
  const name = typeof service === "string" ? service : (service as ServiceValue | undefined | null)?.serviceName;
  if (typeof name === "string") return name;
  throw new UnknownServiceError(
    `${service === null ? "null" : typeof service} is no service: give a name such as "s3", or what \`tucuxi/s3\` exports as \`s3\`.`,
  );
}
