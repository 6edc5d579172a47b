import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = process.env.TUCUXI_ORACLES ?? fileURLToPath(new URL("../../../shared/oracles", import.meta.url));

/** The path of a file or folder of the test data that lies beside the project, or `undefined` where it is not there. */
export function oraclePath(name: string): string | undefined {
  const path = `${root}/${name}`;
  if (existsSync(path)) return path;
  console.log(`skipped: no test data ${name} beside the project (TUCUXI_ORACLES names another folder)`);
  return undefined;
}

/** The parsed test data, or `undefined` where it is not there. */
export function readOracle<T>(name: string): T | undefined {
  const path = oraclePath(name);
  return path === undefined ? undefined : (JSON.parse(readFileSync(path, "utf8")) as T);
}
