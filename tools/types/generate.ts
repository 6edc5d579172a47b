import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { definitions } from "../../definitions/index.ts";
import { Service } from "../../src/model/service.ts";
import type { ServiceModel } from "../../src/model/types.ts";
import { describeService } from "../../src/resource/describe.ts";
import { writeFile } from "../build/files.ts";
import { additionsOf } from "./additions.ts";
import { alwaysPresentIn } from "./alwaysPresent.ts";
import { attributeShapes } from "./resourceTypes.ts";
import { allModule, commonModule, namesModule } from "./rootModules.ts";
import { type ServiceNames, serviceNames } from "./serviceNames.ts";
import { type ServiceContext, serviceModule, shapesModule } from "./serviceTypes.ts";
import { ShapeTypes } from "./shapeTypes.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

export interface GeneratedService {
  readonly service: Service;
  readonly names: ServiceNames;
}

/**
 * Writes the types of all services into a folder, a folder a service, from the models and the resource definitions.
 * One model is in memory at a time.
 */
export function* generateServices(target: string): Generator<GeneratedService> {
  const all: ServiceNames[] = [];
  const files = readdirSync(join(root, "models"))
    .filter((file) => file.endsWith(".json"))
    .sort();
  for (const file of files) {
    const generated = generateService(basename(file, ".json"), target);
    all.push(generated.names);
    yield generated;
  }
  writeFile(join(target, "names.d.ts"), namesModule(all, Object.keys(definitions)));
  writeFile(join(target, "common", "common.d.ts"), commonModule());
  writeFile(join(target, "all", "all.d.ts"), allModule(all));
}

function generateService(name: string, target: string): GeneratedService {
  const model = JSON.parse(readFileSync(join(root, "models", `${name}.json`), "utf8")) as ServiceModel;
  const service = new Service(name, model);
  const names = serviceNames(name, model);
  const definition = definitions[name];
  const resources = definition && describeService(service, definition);
  const shapes = new ShapeTypes(service, alwaysPresentIn(name), resources ? attributeShapes(resources) : []);
  const additions = additionsOf(name, join(root, "src"));
  const context: ServiceContext = { service, names, shapes, additions, resources };
  writeFile(join(target, name, `${name}.d.ts`), compact(serviceModule(context)));
  writeFile(join(target, name, "shapes.d.ts"), compact(shapesModule(context)));
  return { service, names };
}

/** Tabs, where all else is indented by two spaces: half a megabyte over all services. */
function compact(text: string): string {
  return text.replace(/^ {2}/gm, "\t");
}

if (import.meta.main) for (const _ of generateServices(join(root, "generated", "services")));
