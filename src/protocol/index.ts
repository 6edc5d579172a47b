import type { ProtocolName } from "../model/types.ts";
import { ec2 } from "./ec2.ts";
import { jsonRpc } from "./jsonRpc.ts";
import { query } from "./query.ts";
import { restJson } from "./restJson.ts";
import { restXml } from "./restXml.ts";
import { rpcV2Cbor } from "./rpcV2Cbor.ts";
import type { Protocol } from "./types.ts";

export { protocolFor } from "./registry.ts";
export { ec2 as ec2Protocol, jsonRpc, query, restJson, restXml, rpcV2Cbor };

/** The protocols by the names that models have for them. */
export const protocols: Readonly<Record<ProtocolName, Protocol>> = {
  json: jsonRpc,
  "rest-json": restJson,
  "rest-xml": restXml,
  query,
  ec2,
  "smithy-rpc-v2-cbor": rpcV2Cbor,
};
