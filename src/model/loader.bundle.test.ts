import { expect, it, vi } from "vitest";
import type { ServiceModel } from "./types.ts";

vi.mock("#platform", () => ({
  platform: { readPackageFile: () => undefined, readFile: () => undefined, listDirectory: () => [] },
}));
// What was loaded before has the platform as it is.
vi.resetModules();
const { UnknownServiceError } = await import("../errors/index.ts");
const { availableServices, loadService, registerModel } = await import("./loader.ts");

it("loads what is registered and names the import of what is not, where no file can be read", () => {
  const metadata = { apiVersion: "2014-10-31", serviceId: "RDS", endpointPrefix: "rds" };
  registerModel("rds", { format: 1, metadata, operations: {}, shapes: {} } as unknown as ServiceModel);
  expect(loadService("rds").metadata.serviceId).toBe("RDS");
  expect(availableServices()).toEqual(["rds"]);
  expect(() => loadService("sqs")).toThrow(UnknownServiceError);
  expect(() => loadService("sqs")).toThrow('import "tucuxi/sqs" (models that are here: rds)');
});
