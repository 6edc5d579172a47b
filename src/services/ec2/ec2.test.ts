import { expect, it } from "vitest";
import { sessionWith } from "../../../test/client/stand.ts";

const formOf = (body: unknown): URLSearchParams => new URLSearchParams(body as string);

it("user data is encoded, whether text or bytes", async () => {
  const { session, requests } = sessionWith(() => ({ body: "<R/>" }));
  const ec2 = session.client("ec2");
  const instances = { MinCount: 1, MaxCount: 1 };
  await ec2.runInstances({ ...instances, UserData: "echo ü" });
  await ec2.runInstances({ ...instances, UserData: new TextEncoder().encode("echo ü") as never });
  await ec2.runInstances(instances);
  const sent = requests.map(({ body }) => formOf(body).get("UserData"));
  expect(sent).toEqual(["ZWNobyDDvA==", "ZWNobyDDvA==", null]);
});

it("a console's output is text, and what is no base64 stays as it is", async () => {
  const outputs = ["Ym9vdCDDvA==", "no base64!"];
  const { session } = sessionWith((_, number) => ({ body: `<R><output>${outputs[number - 1]}</output></R>` }));
  const ec2 = session.client("ec2");
  expect((await ec2.getConsoleOutput({ InstanceId: "i" })).Output).toBe("boot ü");
  expect((await ec2.getConsoleOutput({ InstanceId: "i" })).Output).toBe("no base64!");
});

it("filters are `Filters` everywhere", async () => {
  const { session, requests } = sessionWith(() => ({ body: "<R/>" }));
  const ec2 = session.client("ec2" as string);
  const filters = [{ Name: "n", Values: ["v"] }];
  for (const method of ["describeFlowLogs", "describeHosts", "describeNatGateways", "describeInstances"]) {
    await ec2[method]!({ Filters: filters });
  }
  for (const { body } of requests) expect(formOf(body).get("Filter.1.Name")).toBe("n");
});
