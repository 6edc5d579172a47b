import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { UnknownNameError, UnknownServiceError } from "../errors/index.ts";
import { apiVersions, availableServices, loadService, registerModel } from "./loader.ts";
import { endpointRules } from "./rules.ts";
import type { ServiceModel } from "./types.ts";

const home = mkdtempSync(join(tmpdir(), "models-"));
afterAll(() => rmSync(home, { recursive: true }));

function customModel(directory: string, service: string, apiVersion: string, files: Record<string, object> = {}): void {
  const folder = join(home, directory, service, apiVersion);
  mkdirSync(folder, { recursive: true });
  const metadata = { apiVersion, serviceId: service, endpointPrefix: service, protocol: "json", uid: directory };
  const model = { metadata: { ...metadata, serviceFullName: directory }, operations: {}, shapes: {} };
  for (const [name, file] of Object.entries({ "service-2.json": model, ...files })) {
    const text = JSON.stringify(file);
    writeFileSync(join(folder, name), name.endsWith(".gz") ? gzipSync(text) : text);
  }
}

customModel("first", "todo", "2015-01-01");
customModel("first", "todo", "2020-01-01", { "paginators-1.json.gz": { pagination: { List: { input_token: "A" } } } });
customModel("second", "todo", "2020-01-01", { "waiters-2.json": { version: 2, waiters: {} } });
customModel("second", "todo", "2021-01-01", {
  "service-2.sdk-extras.json": { version: 1, merge: { metadata: { serviceId: "Extra" } } },
});
customModel("first", "s3", "2001-01-01");
customModel("second", "sqs", "2012-11-05");
const directories = [join(home, "first"), join(home, "second"), join(home, "absent")];

describe("loadService", () => {
  it("reads the package's models, once", () => {
    const service = loadService("dynamodb");
    expect(service.operation("GetItem").input?.members.get("Key")?.shape.type).toBe("map");
    expect(loadService("dynamodb")).toBe(service);
  });

  it("knows a service by its older name", () => {
    expect(loadService("runtime.sagemaker").name).toBe("sagemaker-runtime");
  });

  it.each(["S3", "s33", "../models/s3", "shared/services", "", ".", "__proto__", "a\0b"])(
    "says that %j is no service",
    (name) => expect(() => loadService(name, { directories })).toThrow(UnknownServiceError),
  );

  it("names the nearest services, the user's own among them", () => {
    expect(() => loadService("dynamodbb")).toThrow('There is no service "dynamodbb". Did you mean "dynamodb"');
    expect(() => loadService("todoo", { directories })).toThrow('Did you mean "todo"');
  });

  it("takes the newest of the user's own API versions, with its extras", () => {
    const { model } = loadService("todo", { directories });
    expect(model.metadata).toMatchObject({ apiVersion: "2021-01-01", serviceId: "Extra" });
    expect(apiVersions("todo", { directories })).toEqual(["2015-01-01", "2020-01-01", "2021-01-01"]);
    expect(availableServices({ directories })).toContain("todo");
  });

  it("takes each file of a chosen version from the first directory that has it", () => {
    const { model } = loadService("todo", { directories, apiVersion: "2020-01-01" });
    expect(model.metadata.serviceFullName).toBe("first");
    expect(model.paginators).toEqual({ List: { input_token: "A" } });
    expect(model.waiters).toEqual({});
  });

  it("lists the API versions where the one asked for is not there", () => {
    expect(() => loadService("todo", { directories, apiVersion: "1999" })).toThrow(
      new UnknownNameError('todo has no API version "1999". There are: 2015-01-01, 2020-01-01, 2021-01-01.'),
    );
  });

  it("prefers the package's model to an older one and the user's to one as old", () => {
    expect(loadService("s3", { directories }).model.metadata.apiVersion).toBe("2006-03-01");
    expect(loadService("s3", { directories, apiVersion: "2001-01-01" }).operationNames).toEqual([]);
    const sqs = loadService("sqs", { directories });
    expect(sqs.model.metadata.serviceFullName).toBe("second");
    expect(sqs.paginator("ListQueues")).toBeDefined();
  });

  it("says which file is no JSON", () => {
    customModel("broken", "todo", "2020-01-01");
    const file = join(home, "broken", "todo", "2020-01-01", "service-2.json");
    writeFileSync(file, "{");
    expect(() => loadService("todo", { directories: [join(home, "broken")] })).toThrow(`${file} is no JSON`);
  });

  it("takes registered models", () => {
    const model: ServiceModel = {
      ...loadService("todo", { directories }).model,
      endpointRules: { shared: "regional", host: "here" },
    };
    registerModel("registered", model);
    expect(JSON.stringify(endpointRules(loadService("registered").model))).toContain(
      '"https://here.{Region}.{PartitionResult#dnsSuffix}"',
    );
  });
});

describe("endpointRules", () => {
  it("fills the host into a shared rule set", () => {
    const text = JSON.stringify(endpointRules(loadService("athena").model));
    expect(text).toContain('"https://athena-fips.{Region}.{PartitionResult#dnsSuffix}"');
    expect(text).not.toContain("{@host}");
  });

  it("gives a service without rules the hosts that most services have", () => {
    const text = JSON.stringify(endpointRules(loadService("todo", { directories }).model));
    expect(text).toContain('"https://todo.{Region}.{PartitionResult#dnsSuffix}"');
  });
});
