import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * The path of a Python that has boto3 and moto (`requirements.txt` beside this file): TUCUXI_PYTHON, else the
 * project's own environment in `.venv`. Where there is neither, says so, and the tests that need it are skipped.
 */
export function findPython(purpose: string): string | undefined {
  const own = fileURLToPath(new URL("../../.venv/bin/python", import.meta.url));
  const python = process.env.TUCUXI_PYTHON ?? (existsSync(own) ? own : undefined);
  if (python === undefined) console.log(`Skipped: ${purpose}. TUCUXI_PYTHON names no Python with boto3 and moto.`);
  return python;
}
