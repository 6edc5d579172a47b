import { ModelError } from "../errors/index.ts";
import type { Service } from "../model/service.ts";
import type { Protocol } from "./types.ts";

const registered = new Map<string, Protocol>();

/** Makes a protocol known by the name that models have for it. */
export function registerProtocol(name: string, protocol: Protocol): void {
  registered.set(name, protocol);
}

/** The protocol that a service speaks: its model's `protocol`, which is the one that botocore chooses. */
export function protocolFor(service: Service): Protocol {
  const name = service.metadata.protocol;
  const protocol = registered.get(name);
  if (protocol) return protocol;
  const here = [...registered.keys()].sort().join(", ") || "none";
  throw new ModelError(
    `${service.name} speaks ${name}, which is not here (what is: ${here}). ` +
      `A bundle has what its services bring along. Add: import "tucuxi/${service.name}"`,
  );
}
