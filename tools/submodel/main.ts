#!/usr/bin/env node
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { textLiteral, textOf } from "../../src/model/textModule.ts";
import { exceptionExports, sharedFiles } from "../build/moduleText.ts";
import { callParts, namesIn, partsObject } from "../build/parts.ts";
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
  const model = subModel(JSON.parse(read(`models/${service}`)), operations, calledByClients[service]);
  const exceptions = Object.keys(model.shapes).filter((name) => {
    const shape = model.shapes[name]!;
    return typeof shape === "object" && shape.exception;
  });
  const files = sharedFiles(model).map(
    (file) => `  ${JSON.stringify(file)}: ${textLiteral(read(`models/${file}`))},\n`,
  );
  const value = service.replace(/-([a-z0-9])/g, (_, first: string) => first.toUpperCase());
  const parts = callParts(service, model);
  return `// Written by: tucuxi-submodel ${service} ${operations.join(" ")}
import { ${namesIn(parts).join(", ")} } from "tucuxi/parts";
import { exceptionClass, registerService } from "tucuxi/register";

const model = ${textLiteral(JSON.stringify(model))};
const files = {
${files.join("")}};
export const ${value} = registerService(${JSON.stringify(service)}, model, files, ${partsObject(parts)});
${exceptionExports(model.metadata.serviceId, exceptions).join("\n")}
`;
}

/** This module is `dist/submodel.js` of the package, beside which the models are. */
function read(name: string): string {
  const file = new URL(`./${name}.js`, import.meta.url);
  if (!existsSync(file)) throw new RangeError(`There is no service "${name.replace("models/", "")}".`);
  return textOf(readFileSync(file, "utf8"));
}

try {
  main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof RangeError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
