import { expect, it } from "vitest";
import { sessionWith } from "../../../test/client/stand.ts";

it("the account stands in the host once", async () => {
  const { session, requests } = sessionWith(() => ({ body: "<R/>" }));
  await session.client("s3control" as string).listJobs!({ AccountId: "123456789012" });
  expect(requests[0]!.headers.host).toBe("123456789012.s3-control.us-east-1.amazonaws.com");
});
