import { platform } from "#platform";
import { ModelError } from "../errors/index.ts";
import { fromBotocore, mergeExtras } from "./botocore.ts";
import { byName } from "./json.ts";
import type { ServiceModel } from "./types.ts";

/**
 * Models of the user's own, in botocore's format and layout: `<directory>/<service>/<api version>/service-2.json` with
 * paginators, waiters, endpoint rules and `sdk-extras` beside it, each possibly packed (`.json.gz`).
 */

/** The services that have a model in one of the directories, in no order. */
export function customServices(directories: readonly string[]): string[] {
  const names = directories.flatMap((directory) => platform.listDirectory(directory));
  return [...new Set(names)].filter((name) => customApiVersions(name, directories).length > 0);
}

/** The API versions of a service in all directories together, the newest last. */
export function customApiVersions(service: string, directories: readonly string[]): string[] {
  const versions = directories.flatMap((directory) =>
    platform.listDirectory(`${directory}/${service}`).filter((version) => {
      const files = platform.listDirectory(`${directory}/${service}/${version}`);
      return files.includes("service-2.json") || files.includes("service-2.json.gz");
    }),
  );
  return [...new Set(versions)].sort(byName);
}

/**
 * The model of one API version; each of its files comes from the first directory that has it. What has none comes from
 * the package's model of the same version, if that is given.
 */
export function readCustomModel(
  service: string,
  apiVersion: string,
  directories: readonly string[],
  packaged?: ServiceModel,
): ServiceModel {
  const read = (type: string): unknown => {
    const file = readFirst(`${service}/${apiVersion}/${type}`, directories);
    const extras = readFirst(`${service}/${apiVersion}/${type}.sdk-extras`, directories);
    return file === undefined ? undefined : mergeExtras(file, extras);
  };
  const model = fromBotocore(
    {
      service: read("service-2"),
      paginators: read("paginators-1"),
      waiters: read("waiters-2"),
      endpointRules: read("endpoint-rule-set-1"),
    },
    `The model of ${service} (${apiVersion})`,
  );
  const { paginators, waiters, endpointRules } = packaged ?? {};
  return {
    // A service without rules of its own has the hosts that most services have.
    endpointRules: endpointRules ?? { shared: "regional", host: model.metadata.endpointPrefix },
    ...(paginators && { paginators }),
    ...(waiters && { waiters }),
    ...model,
  };
}

function readFirst(path: string, directories: readonly string[]): unknown {
  for (const directory of directories) {
    for (const file of [`${directory}/${path}.json`, `${directory}/${path}.json.gz`]) {
      const text = platform.readFile(file);
      if (text !== undefined) return parse(text, file);
    }
  }
  return undefined;
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ModelError(`${file} is no JSON: ${(cause as Error).message}`, { cause });
  }
}
