import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Service } from "../../src/model/service.ts";
import type { ServiceModel } from "../../src/model/types.ts";
import { additionsOf } from "./additions.ts";
import { alwaysPresent } from "./alwaysPresent.ts";
import { allModule, commonModule, namesModule } from "./rootModules.ts";
import { type ServiceNames, serviceNames } from "./serviceNames.ts";
import { type ServiceContext, serviceModule, shapesModule } from "./serviceTypes.ts";
import { ShapeTypes } from "./shapeTypes.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Writes the types of all services into a folder, a folder a service, from the models and the resource definitions.
 * One model is in memory at a time.
 */
export function generateTypes(target: string): ServiceNames[] {
  const all = readdirSync(join(root, "models"))
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => generateService(basename(file, ".json"), target));
  write(join(target, "names.d.ts"), namesModule(all));
  write(join(target, "common", "common.d.ts"), commonModule());
  write(join(target, "all", "all.d.ts"), allModule(all));
  return all;
}

function generateService(name: string, target: string): ServiceNames {
  const model = JSON.parse(readFileSync(join(root, "models", `${name}.json`), "utf8")) as ServiceModel;
  const service = new Service(name, model);
  const names = serviceNames(name, model);
  const context: ServiceContext = {
    service,
    names,
    shapes: new ShapeTypes(service, alwaysPresent[name] ?? {}, []),
    additions: additionsOf(name, join(root, "src")),
  };
  write(join(target, name, `${name}.d.ts`), serviceModule(context));
  write(join(target, name, "shapes.d.ts"), shapesModule(context));
  return names;
}

function write(path: string, text: string): void {
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
}

if (import.meta.main) generateTypes(process.argv[2] ?? join(root, "generated", "services"));
