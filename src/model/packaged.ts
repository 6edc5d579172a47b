import { platform } from "#platform";
import { lazyModel } from "./lazyModel.ts";
import { textOf } from "./textModule.ts";
import type { ServiceModel } from "./types.ts";

/** `models/shared/services.json`: what is known of the package's services without opening their models. */
export interface PackagedServices {
  /** Older names of services that still make their clients. */
  readonly aliases: Readonly<Record<string, string>>;
  readonly services: Readonly<
    Record<string, { readonly apiVersion: string; readonly serviceId: string; readonly endpointPrefix: string }>
  >;
}

const none: PackagedServices = { aliases: {}, services: {} };
let index: PackagedServices | undefined;

/** Empty where the package's files cannot be read (in a bundle, in a browser). */
export function packagedServices(): PackagedServices {
  index ??= (readPackaged("shared/services") as PackagedServices | undefined) ?? none;
  return index;
}

const provided = new Map<string, string>();

/** Gives the text of a file of `models/` to a program that cannot read the package's files: a bundle, a browser. */
export function providePackaged(name: string, text: string): void {
  provided.set(name, text);
}

/** The model of a service of the package, its sections parsed when they are read; `undefined` where there is none. */
export function readPackagedModel(service: string): ServiceModel | undefined {
  const text = readText(`models/${service}`);
  return text === undefined ? undefined : lazyModel(text);
}

/** The definition of a service's resources, as the build wrote it; `undefined` where there is none. */
export function readDefinition(service: string): unknown {
  const text = readText(`definitions/${service}`);
  return text === undefined ? undefined : JSON.parse(text);
}

/** A parsed JSON file of `models/`; the name is without `.json`. */
export function readPackaged(name: string): unknown {
  const text = provided.get(name) ?? readText(`models/${name}`);
  return text === undefined ? undefined : JSON.parse(text);
}

/** Put in by the build, whose JSON files are modules (`textModule.ts`). */
declare const FILES_ARE_MODULES: boolean | undefined;

function readText(name: string): string | undefined {
  if (typeof FILES_ARE_MODULES === "undefined") return platform.readPackageFile(`${name}.json`);
  const module = platform.readPackageFile(`dist/${name}.js`);
  return module === undefined ? undefined : textOf(module);
}
