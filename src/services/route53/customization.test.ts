import { expect, it } from "vitest";
import { sessionWith } from "../../../test/client/stand.ts";

it("ids are taken as answers give them", async () => {
  const { session, requests } = sessionWith(() => ({ body: "<R/>" }));
  const route53 = session.client("route53" as string);
  const input = { Id: "/hostedzone/Z1" };
  await route53.getHostedZone!(input);
  await route53.getHostedZone!({ Id: "Z2" });
  await route53.getChange!({ Id: "/change/C1" });
  expect(requests.map(({ path }) => path)).toEqual([
    "/2013-04-01/hostedzone/Z1",
    "/2013-04-01/hostedzone/Z2",
    "/2013-04-01/change/C1",
  ]);
  expect(input).toEqual({ Id: "/hostedzone/Z1" });
});
