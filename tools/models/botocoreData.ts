import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type BotocoreFiles, mergeExtras } from "../../src/model/botocore.ts";
import { byName } from "../../src/model/json.ts";

/** The one place that says which botocore the models come from. */
const requirements = new URL("../../test/peers/requirements.txt", import.meta.url);

/**
 * The data folder of the pinned botocore: downloaded by pip into a virtual environment of its own under `.cache/` where
 * it is not there yet. Needs `python3` with its `venv` module.
 */
export function fetchBotocore(root: string): { version: string; data: string } {
  const pinned = readFileSync(requirements, "utf8").match(/^botocore==(\S+)$/m)?.[1];
  if (!pinned) throw new Error(`${requirements.pathname} pins no botocore.`);
  const environment = join(root, ".cache", `botocore-${pinned}`);
  const target = join(environment, "package");
  const data = join(target, "botocore", "data");
  if (!existsSync(data)) {
    console.log(`Downloading botocore ${pinned} …`);
    mkdirSync(environment, { recursive: true });
    execFileSync("python3", ["-m", "venv", environment], { stdio: "inherit" });
    const pip = ["-m", "pip", "install", "--quiet", "--no-deps", "--target", target, `botocore==${pinned}`];
    execFileSync(join(environment, "bin", "python"), pip, { stdio: "inherit" });
  }
  return { version: pinned, data };
}

/** A service's newest API version, its extras merged, as botocore's loader gives it. */
export interface BotocoreService extends BotocoreFiles {
  readonly name: string;
  readonly apiVersion: string;
}

/** All services in the order of their names. */
export function* readServices(data: string): Generator<BotocoreService> {
  for (const entry of readdirSync(data, { withFileTypes: true }).sort((a, b) => byName(a.name, b.name))) {
    if (!entry.isDirectory()) continue;
    const directory = join(data, entry.name);
    const versions = readdirSync(directory).filter((version) => exists(join(directory, version, "service-2")));
    const apiVersion = versions.sort(byName).at(-1);
    if (apiVersion === undefined) continue;
    const read = (type: string) => {
      const file = readData(join(directory, apiVersion, type));
      const extras = readData(join(directory, apiVersion, `${type}.sdk-extras`));
      return mergeExtras(file ?? (extras && {}), extras);
    };
    yield {
      name: entry.name,
      apiVersion,
      service: read("service-2"),
      paginators: read("paginators-1"),
      waiters: read("waiters-2"),
      endpointRules: read("endpoint-rule-set-1"),
    };
  }
}

/** A JSON file of botocore's, packed or not; the path is without `.json`. */
export function readData(path: string): unknown {
  if (existsSync(`${path}.json`)) return JSON.parse(readFileSync(`${path}.json`, "utf8"));
  if (existsSync(`${path}.json.gz`)) return JSON.parse(gunzipSync(readFileSync(`${path}.json.gz`)).toString("utf8"));
  return undefined;
}

function exists(path: string): boolean {
  return existsSync(`${path}.json`) || existsSync(`${path}.json.gz`);
}
