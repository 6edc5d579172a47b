/**
 * Writes `models/` from the pinned botocore: `npm run models:update`. A maintainer's step; build, tests and use need
 * neither Python nor botocore. The same botocore gives the same bytes.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fromBotocore } from "../../src/model/botocore.ts";
import type { EndpointRuleSet, ServiceModel } from "../../src/model/types.ts";
import { fetchBotocore, readServices } from "./botocoreData.ts";
import { shareRules } from "./endpointRules.ts";
import { writeDefaults, writePartitions, writeRegions, writeRetry, writeServices } from "./shared.ts";
import { unknownTraits } from "./traits.ts";
import { writeModel, writeRules } from "./write.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const target = join(root, "models");

const { version, data } = fetchBotocore(root);
const models = new Map<string, ServiceModel>();
const rules = new Map<string, EndpointRuleSet>();
for (const { name, ...files } of readServices(data)) {
  const unknown = unknownTraits(files.service);
  if (unknown.length > 0) throw new Error(`${name} has traits that tools/models/traits.ts does not know: ${unknown}`);
  const { endpointRules, ...model } = fromBotocore(files, name);
  models.set(name, model);
  if (endpointRules) rules.set(name, endpointRules as EndpointRuleSet);
}
const { shared, services } = shareRules(rules);

removeGenerated();
mkdirSync(join(target, "shared", "endpoint-rules"), { recursive: true });
for (const [name, model] of models) {
  const endpointRules = services.get(name);
  write(`${name}.json`, writeModel({ ...model, ...(endpointRules && { endpointRules }) }));
}
for (const [name, set] of shared) write(`shared/endpoint-rules/${name}.json`, `${writeRules(set)}\n`);
write("shared/services.json", writeServices(models));
write("shared/partitions.json", writePartitions(data));
write("shared/regions.json", writeRegions(data));
write("shared/retry.json", writeRetry(data));
write("shared/defaults.json", writeDefaults(data));
console.log(`models/: ${models.size} services and ${shared.size} shared rule sets from botocore ${version}.`);

function write(path: string, text: string): void {
  writeFileSync(join(target, path), text);
}

/** A service that botocore has no more must not stay behind. */
function removeGenerated(): void {
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(target)) if (name.endsWith(".json")) rmSync(join(target, name));
  rmSync(join(target, "shared"), { recursive: true, force: true });
}
