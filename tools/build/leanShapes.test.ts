import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { definitions } from "../../definitions/index.ts";
import { registerModel } from "../../src/model/loader.ts";
import { Service, type Shape } from "../../src/model/service.ts";
import type { ServiceModel } from "../../src/model/types.ts";
import { describeService } from "../../src/resource/describe.ts";
import { customizations } from "../../src/services/index.ts";
import { sessionWith } from "../../test/client/stand.ts";
import { leanShapes } from "./leanShapes.ts";

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../models/${name}.json`, import.meta.url), "utf8")) as ServiceModel;

it("leaves out what only types are made of", () => {
  const shapes = leanShapes({
    Key: { type: "string", min: 1, max: 1024, pattern: ".*" },
    Class: { type: "string", enum: ["STANDARD"] },
    Input: { structure: { Key: { shape: "Key", deprecated: true }, Class: "Class" }, required: ["Key"] },
  });
  expect(shapes).toEqual({
    Key: { type: "string", min: 1 },
    string: "string",
    Input: { structure: { Key: "Key", Class: "string" }, required: ["Key"] },
  });
});

it("has one shape for all scalars of a type, wherever they are used", () => {
  const shapes = leanShapes({
    Name: "string",
    Size: "long",
    Names: { list: { shape: "Name", locationName: "item" } },
    Sizes: { map: ["Name", "Size"] },
  });
  expect(shapes).toEqual({
    string: "string",
    long: "long",
    Names: { list: { shape: "string", locationName: "item" } },
    Sizes: { map: ["string", "long"] },
  });
});

it("leaves a service's own shape of such a name alone", () => {
  const shapes = leanShapes({ Name: "string", string: { type: "string", sensitive: true } });
  expect(shapes).toEqual({ Name: "string", string: { type: "string", sensitive: true } });
});

it("tells calls of every service the same of their inputs and outputs", {
  timeout: 60_000,
}, () => {
  const names = readdirSync(new URL("../../models/", import.meta.url)).filter((file) => file.endsWith(".json"));
  for (const name of names.map((file) => file.slice(0, -".json".length))) {
    const whole = new Service(name, read(name));
    const part = new Service(name, { ...whole.model, shapes: leanShapes(whole.model.shapes) });
    const seen = new Set<string>();
    for (const operation of whole.operationNames) {
      const [ours, theirs] = [part.operation(operation), whole.operation(operation)];
      for (const side of ["input", "output"] as const) {
        expect(ours[side] === undefined).toBe(theirs[side] === undefined);
        if (ours[side] && theirs[side]) expectSame(ours[side], theirs[side], `${name}.${operation}`, seen);
      }
    }
  }
});

it("leaves alone the scalars that the code of a service goes by", async () => {
  const known = Object.entries(customizations).flatMap(([name, { scalars = [] }]) =>
    scalars.length > 0 ? [name] : [],
  );
  expect(known).toEqual(["iam", "route53"]);
  for (const name of known) {
    const model = read(name);
    registerModel(name, { ...model, shapes: leanShapes(model.shapes, customizations[name]!.scalars) });
  }
  const role =
    "<GetRoleResponse><GetRoleResult><Role><AssumeRolePolicyDocument>%7B%7D</AssumeRolePolicyDocument></Role>";
  const { session, requests } = sessionWith(() => ({ body: `${role}</GetRoleResult></GetRoleResponse>` }));
  const { Role } = await session.client("iam").getRole({ RoleName: "r" });
  expect(Role.AssumeRolePolicyDocument).toEqual({});
  await session.client("route53" as string).getHostedZone!({ Id: "/hostedzone/Z1" });
  expect(requests[1]!.path).toBe("/2013-04-01/hostedzone/Z1");
});

it("lets batch actions have as many items a call as the whole model does", () => {
  const all = Object.entries(definitions).flatMap(([name, definition]) => {
    const whole = read(name);
    const part = { ...whole, shapes: leanShapes(whole.shapes) };
    const [ours, theirs] = [part, whole].map((model) => {
      const { resources } = describeService(new Service(name, model), definition);
      return Object.values(resources).flatMap(({ batch }) => batch);
    });
    expect(ours, name).toEqual(theirs);
    return theirs!;
  });
  expect(all).toContainEqual(expect.objectContaining({ operation: "DeleteAlarms", limit: 100 }));
});

/** What types alone are made of. */
const unused = ["enum", "pattern", "max", "deprecated", "deprecatedSince"];

function expectSame(ours: Shape, theirs: Shape, where: string, seen: Set<string>): void {
  if (seen.has(theirs.name)) return;
  seen.add(theirs.name);
  expect(ours.type, where).toBe(theirs.type);
  expect(used(ours.traits), where).toEqual(used(theirs.traits));
  expect([...ours.members.keys()], where).toEqual([...theirs.members.keys()]);
  for (const [name, member] of theirs.members) {
    const own = ours.members.get(name)!;
    expect(used(own.traits), `${where}.${name}`).toEqual(used(member.traits));
    expectSame(own.shape, member.shape, `${where}.${name}`, seen);
  }
  if (theirs.type === "list") expectSame(ours.member.shape, theirs.member.shape, `${where}[]`, seen);
  if (theirs.type === "map") expectSame(ours.value.shape, theirs.value.shape, `${where}{}`, seen);
}

function used(traits: object): object {
  const ofTypes = ["shape", "structure", "list", "map", "type", ...unused];
  return Object.fromEntries(Object.entries(traits).filter(([name]) => !ofTypes.includes(name)));
}
