#!/usr/bin/env node
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { ServiceModel } from "../../src/model/types.ts";
import { callParts, partsObject } from "../build/parts.ts";
import { subModel } from "./subModel.ts";

const usage = `Usage: tucuxi-submodel <service> <operation>... --out <file>

Writes a module that stands in for "tucuxi/<service>" in a bundle, with the named operations alone:
  npx tucuxi-submodel s3 getObject putObject --out src/s3.ts
Import it instead: import { s3 } from "./s3.ts"; session.client(s3)`;

/** What clients of a service call by themselves: to find a bucket's region, to open a session with a directory bucket. */
const calledByClients: Readonly<Record<string, readonly string[]>> = { s3: ["HeadBucket", "CreateSession"] };

function main(args: readonly string[]): void {
  const at = args.indexOf("--out");
  const out = args[at + 1];
  const [service, ...operations] = args.slice(0, at);
  if (at < 0 || out === undefined || service === undefined || operations.length === 0) throw new RangeError(usage);
  writeFileSync(out, moduleOf(service, operations));
}

function moduleOf(service: string, operations: readonly string[]): string {
  const model = subModel(read(service) as ServiceModel, [...operations, ...(calledByClients[service] ?? [])]);
  const shared: Record<string, unknown> = { partitions: read("shared/partitions"), defaults: read("shared/defaults") };
  const { endpointRules } = model;
  if (endpointRules && "shared" in endpointRules) {
    shared.endpointRules = read(`shared/endpoint-rules/${endpointRules.shared}`);
  }
  const value = service.replace(/-([a-z0-9])/g, (_, first: string) => first.toUpperCase());
  const parts = callParts(service, model.metadata);
  return `// Written by: tucuxi-submodel ${service} ${operations.join(" ")}
import { ${Object.values(parts).join(", ")} } from "tucuxi/parts";
import { registerService } from "tucuxi/register";

const [model, shared] = JSON.parse(${JSON.stringify(JSON.stringify([model, shared]))});
export const ${value} = registerService(${JSON.stringify(service)}, model, shared, ${partsObject(parts)}).service;
`;
}

/** This module is `dist/submodel.js` of the package, beside which the models are. */
function read(name: string): unknown {
  const file = new URL(`../models/${name}.json`, import.meta.url);
  if (!existsSync(file)) throw new RangeError(`There is no service "${name}".`);
  return JSON.parse(readFileSync(file, "utf8"));
}

try {
  main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof RangeError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
