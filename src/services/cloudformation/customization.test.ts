import { expect, it } from "vitest";
import { sessionWith } from "../../../test/client/stand.ts";

it("a template in JSON is an object, its members in their order; one in YAML is text", async () => {
  const templates = ['{"Resources":{"b":1,"a":2}}', "Resources:\n  a: b"];
  const { session } = sessionWith((_, number) => ({
    body: `<R><GetTemplateResult><TemplateBody>${templates[number - 1]}</TemplateBody></GetTemplateResult></R>`,
  }));
  const client = session.client("cloudformation" as string);
  expect(JSON.stringify((await client.getTemplate!({ StackName: "s" })).TemplateBody)).toBe(templates[0]);
  expect((await client.getTemplate!({ StackName: "s" })).TemplateBody).toBe(templates[1]);
});
