import { expect, it } from "vitest";
import { sessionWith } from "../../../test/client/stand.ts";

it("user data is encoded", async () => {
  const { session, requests } = sessionWith(() => ({ body: "<R/>" }));
  const autoscaling = session.client("autoscaling" as string);
  await autoscaling.createLaunchConfiguration!({ LaunchConfigurationName: "l", UserData: "echo ü" });
  expect(new URLSearchParams(requests[0]!.body as string).get("UserData")).toBe("ZWNobyDDvA==");
});
