import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadService } from "../../src/model/loader.ts";
import type { ServiceDefinition } from "../../src/resource/definition.ts";
import { createServiceResource } from "../../src/resource/index.ts";
import { FakeClient } from "./fakeClient.ts";

// Types of resources are generated; here they are taken as they come.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Any = any;

const oracles = process.env.TUCUXI_ORACLES ?? join(import.meta.dirname, "../../../shared/oracles");
const fixture = join(oracles, "boto3-resources", "_todo-fixture");
const found = existsSync(fixture);
if (!found) console.log("skipped: no oracle boto3-resources beside the project (TUCUXI_ORACLES names another folder)");

/** What boto3's own test fixture defines, but for its listing, whose answer is modelled as a bare list. */
const todo: ServiceDefinition = {
  actions: { createToDo: { call: "CreateToDo", one: "ToDo" } },
  resources: {
    ToDo: {
      identifiers: { id: "Id" },
      shape: "ToDoItem",
      load: { call: "GetToDo" },
      actions: { delete: "DeleteToDo" },
      waiters: { ready: "ToDoReady" },
      references: { mySelf: "ToDo" },
    },
  },
};

describe.runIf(found)("resources of a loaded custom model", () => {
  const directory = mkdtempSync(join(tmpdir(), "tucuxi-models-"));
  beforeAll(() => {
    const version = join(directory, "todo", "2015-04-01");
    cpSync(fixture, version, { recursive: true });
    // The fixture is older than service ids.
    const model = JSON.parse(readFileSync(join(version, "service-2.json"), "utf8"));
    writeFileSync(
      join(version, "service-2.json"),
      JSON.stringify({ ...model, metadata: { ...model.metadata, serviceId: "ToDo" } }),
    );
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  it("are as the library's own", async () => {
    const service = loadService("todo", { directories: [directory] });
    const client = new FakeClient(service);
    const resource = createServiceResource(client, service, todo) as Any;
    client.answer("createToDo", { Id: "1" });
    const item = await resource.createToDo({ Task: "swim" });
    client.answer("waitUntil", { Id: "1", Status: "READY" });
    const ready = await item.waitUntilReady();
    expect([ready.status, ready.mySelf.equals(item)]).toEqual(["READY", true]);
    await ready.delete();
    expect(client.calls).toEqual([
      ["createToDo", { Task: "swim" }],
      ["waitUntil", "toDoReady", { Id: "1" }],
      ["deleteToDo", { Id: "1" }],
    ]);
  });
});
