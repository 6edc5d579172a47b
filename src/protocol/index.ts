import { ModelError } from "../errors/index.ts";
import type { Service } from "../model/service.ts";
import type { ProtocolName } from "../model/types.ts";
import { ec2 } from "./ec2.ts";
import { jsonRpc } from "./jsonRpc.ts";
import { query } from "./query.ts";
import { restJson } from "./restJson.ts";
import { restXml } from "./restXml.ts";
import { rpcV2Cbor } from "./rpcV2Cbor.ts";
import type { Protocol } from "./types.ts";

const protocols: Readonly<Record<ProtocolName, Protocol>> = {
  json: jsonRpc,
  "rest-json": restJson,
  "rest-xml": restXml,
  query,
  ec2,
  "smithy-rpc-v2-cbor": rpcV2Cbor,
};

/** The protocol that a service speaks: its model's `protocol`, which is the one that botocore chooses. */
export function protocolFor(service: Service): Protocol {
  const name = service.metadata.protocol;
  if (!Object.hasOwn(protocols, name)) throw new ModelError(`${service.name} speaks ${name}, which is not known.`);
  return protocols[name];
}
