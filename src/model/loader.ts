import { didYouMean, ModelError, UnknownNameError, UnknownServiceError } from "../errors/index.ts";
import { type Part, part } from "../part.ts";
import { byName } from "./json.ts";
import { packagedServices, readPackagedModel } from "./packaged.ts";
import { Service } from "./service.ts";
import type { ServiceModel } from "./types.ts";

export interface LoadOptions {
  /**
   * Directories with models of the user's own in botocore's layout, the first one first: those of `AWS_DATA_PATH`, then
   * `~/.aws/models`. Default: none.
   */
  readonly directories?: readonly string[];
  /** Default: the newest that there is. */
  readonly apiVersion?: string | undefined;
}

/** The user's own models. A bundle has its services' alone, and looks for no others. */
export const customModels: Part<typeof import("./customModels.ts")> = part(
  () => new ModelError("A bundle knows the models of its services alone."),
);

const registered = new Map<string, ServiceModel>();
const loaded = new Map<string, Service>();

/** Makes a service's model known where no file can be read, which is what `import "tucuxi/rds"` does. */
export function registerModel(name: string, model: ServiceModel): void {
  registered.set(name, model);
  loaded.clear();
}

/**
 * The service of that name (`s3`), loaded once. The newest API version wins, the user's own models before the package's
 * where the version is the same. Throws an `UnknownServiceError` that names the nearest services, or an
 * `UnknownNameError` that lists the API versions.
 */
export function loadService(name: string, options: LoadOptions = {}): Service {
  const { directories = [], apiVersion } = options;
  const key = JSON.stringify([name, apiVersion, ...directories]);
  const known = loaded.get(key);
  if (known) return known;
  const service = findService(name, directories, apiVersion);
  loaded.set(key, service);
  return service;
}

/** The names of all services, sorted. boto3: `get_available_services`. */
export function availableServices({ directories = [] }: LoadOptions = {}): string[] {
  const { services } = packagedServices();
  return [...new Set([...Object.keys(services), ...registered.keys(), ...customServiceNames(directories)])].sort(
    byName,
  );
}

/** The API versions that there are of a service, the newest last; none where there is no such service. */
export function apiVersions(name: string, { directories = [] }: LoadOptions = {}): string[] {
  if (!serviceName.test(name)) return [];
  const own = ownModel(name);
  return versionsOf(own, customVersions(name, directories));
}

function findService(name: string, directories: readonly string[], apiVersion: string | undefined): Service {
  // A name is looked for on the disk, so it must not be a path.
  if (!serviceName.test(name)) throw unknownService(name, directories);
  const own = ownModel(name);
  const custom = customVersions(name, directories);
  const versions = versionsOf(own, custom);
  const newest = versions.at(-1);
  if (newest === undefined) {
    const { aliases } = packagedServices();
    if (!Object.hasOwn(aliases, name)) throw unknownService(name, directories);
    return findService(aliases[name]!, directories, apiVersion);
  }
  const chosen = apiVersion ?? newest;
  if (!versions.includes(chosen)) {
    throw new UnknownNameError(`${name} has no API version "${chosen}". There are: ${versions.join(", ")}.`);
  }
  const same = own?.metadata.apiVersion === chosen ? own : undefined;
  if (!custom.includes(chosen)) return new Service(name, same!);
  return new Service(name, customModels.get().readCustomModel(name, chosen, directories, same));
}

const serviceName = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
/** All of the package's are in lower case, also on disks to which case means nothing. */
const packagedName = /^[a-z0-9.-]+$/;

function ownModel(name: string): ServiceModel | undefined {
  const model = registered.get(name);
  if (model) return model;
  return packagedName.test(name) ? readPackagedModel(name) : undefined;
}

function customServiceNames(directories: readonly string[]): string[] {
  return customModels.isHere ? customModels.get().customServices(directories) : [];
}

function customVersions(name: string, directories: readonly string[]): string[] {
  return customModels.isHere ? customModels.get().customApiVersions(name, directories) : [];
}

function versionsOf(own: ServiceModel | undefined, custom: readonly string[]): string[] {
  return [...new Set([...custom, ...(own ? [own.metadata.apiVersion] : [])])].sort(byName);
}

function unknownService(name: string, directories: readonly string[]): UnknownServiceError {
  const { aliases, services } = packagedServices();
  if (Object.keys(services).length > 0) {
    const names = [...availableServices({ directories }), ...Object.keys(aliases)];
    return new UnknownServiceError(`There is no service "${name}".${didYouMean(name, names)}`);
  }
  const here = [...registered.keys()].sort(byName).join(", ") || "none";
  return new UnknownServiceError(
    `There is no model of "${name}" here, where the package's files cannot be read. ` +
      `Add: import "tucuxi/${name}" (models that are here: ${here}).${didYouMean(name, registered.keys())}`,
  );
}
