import { Client } from "../../client/client.ts";
import { parseEndpointUrl } from "../../endpoint/endpointUrl.ts";
import type { Endpoint } from "../../endpoint/types.ts";
import { ClientError, EndpointError } from "../../errors/index.ts";
import type { HookStages } from "../../hooks/hooks.ts";
import { methodName } from "../../model/names.ts";
import type { Operation, Service, Shape } from "../../model/service.ts";

type Data = Readonly<Record<string, unknown>>;

/** What a service said of its endpoints for one kind of call. */
interface Discovery {
  address: string | undefined;
  /** Milliseconds since the epoch. */
  expires: number;
  /** Until then the service is not asked again: it could not be asked just now. */
  pausedUntil: number;
  pending: Promise<void> | undefined;
}

const MINUTE = 60_000;
const discoveries = new WeakMap<object, Map<string, Discovery>>();

/**
 * Sends calls where the service's own operation (DescribeEndpoints) says, which is asked once for all that wait and
 * again when its answer has grown old. Where that fails, an address that is known goes on to serve; without one, a call
 * whose discovery is required fails, and every other goes to the regional endpoint.
 * A presigned URL outlives what the service says now: it has the regional endpoint.
 * Source: https://docs.aws.amazon.com/timestream/latest/developerguide/Using-API.endpoint-discovery.how-it-works.html
 */
export const discoverEndpoint: HookStages["endpointResolved"] = async (event) => {
  const { operation, client, input, endpoint, presigning } = event;
  if (presigning) return undefined;
  const question = questionOf(operation, input);
  const known = discoveryOf(client, question);
  if (Date.now() >= known.expires && (Date.now() >= known.pausedUntil || mustBeFound(operation, known))) {
    known.pending ??= ask(client as Client, operation.service, question, known).finally(() => {
      known.pending = undefined;
    });
    try {
      await known.pending;
    } catch (error) {
      known.pausedUntil = Date.now() + MINUTE;
      if (mustBeFound(operation, known)) throw notFound(operation, error);
    }
  }
  return known.address === undefined ? undefined : addressed(endpoint, known.address);
};

/** An address that the service no longer wants used is forgotten, and another one asked for; once a call. */
export const forgetEndpoint: HookStages["needsRetry"] = ({ operation, client, input, error, state }) => {
  if (!(error instanceof ClientError) || state.has(forgetEndpoint)) return undefined;
  if (error.code !== "InvalidEndpointException" && error.$metadata.httpStatusCode !== 421) return undefined;
  state.set(forgetEndpoint, true);
  discoveries.get(client)?.delete(JSON.stringify(questionOf(operation, input)));
  return 0;
};

function mustBeFound({ traits }: Operation, { address }: Discovery): boolean {
  return traits.endpointdiscovery?.required === true && address === undefined;
}

function notFound({ service, name }: Operation, cause: unknown): EndpointError {
  return new EndpointError(
    `${service.name}.${name} must be sent where the service says, and that could not be asked: ${(cause as Error).message}`,
    { cause },
  );
}

function addressed(endpoint: Endpoint, address: string): Endpoint {
  return { ...endpoint, ...parseEndpointUrl(address.includes("://") ? address : `https://${address}`) };
}

function discoveryOf(client: object, question: Data): Discovery {
  const known = discoveries.get(client) ?? new Map<string, Discovery>();
  discoveries.set(client, known);
  const key = JSON.stringify(question);
  const found = known.get(key) ?? { address: undefined, expires: 0, pausedUntil: 0, pending: undefined };
  known.set(key, found);
  return found;
}

async function ask(client: Client, service: Service, question: Data, discovery: Discovery): Promise<void> {
  const method = discoveryOperation(service)!.name;
  const answer = await Client.call(client, methodName(method), { ...question });
  const [first] = answer.Endpoints as readonly { readonly Address: string; readonly CachePeriodInMinutes: number }[];
  if (!first) throw new EndpointError(`${service.name}.${method} names no endpoint.`);
  discovery.address = first.Address;
  discovery.expires = Date.now() + first.CachePeriodInMinutes * MINUTE;
}

/** The operation that names endpoints. */
function discoveryOperation(service: Service): Operation | undefined {
  const name = service.operationNames.find((each) => service.model.operations[each]!.endpointoperation);
  return name === undefined ? undefined : service.operation(name);
}

/** What the service is asked: nothing, or the operation and the parts of its input that endpoints differ by. */
function questionOf(operation: Operation, input: Data): Data {
  const asked = discoveryOperation(operation.service)?.input?.members;
  const Identifiers = identifiersIn(operation.input, input);
  if (!asked?.has("Identifiers") || Object.keys(Identifiers).length === 0) return {};
  return { ...(asked.has("Operation") && { Operation: operation.name }), Identifiers };
}

function identifiersIn(shape: Shape | undefined, input: Data): Data {
  const found: Record<string, unknown> = {};
  for (const [name, member] of shape?.members ?? []) {
    const value = input[name];
    if (value === undefined) continue;
    if (member.traits.endpointdiscoveryid) found[name] = value;
    else if (member.shape.type === "structure") Object.assign(found, identifiersIn(member.shape, value as Data));
  }
  return found;
}
