import { readFileSync } from "node:fs";
import { Service } from "../../src/model/service.ts";

const loaded = new Map<string, Service>();

/** A service's model, read once. */
export function loadModel(name: string): Service {
  const known = loaded.get(name);
  if (known) return known;
  const file = new URL(`../../models/${name}.json`, import.meta.url);
  const service = new Service(name, JSON.parse(readFileSync(file, "utf8")));
  loaded.set(name, service);
  return service;
}
