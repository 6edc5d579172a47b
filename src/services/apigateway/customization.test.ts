import { expect, it } from "vitest";
import { sessionWith } from "../../../test/client/stand.ts";

it("API Gateway is asked for plain JSON", async () => {
  const { session, requests } = sessionWith(() => ({ body: "{}" }));
  await session.client("apigateway" as string).getRestApis!();
  expect(requests[0]!.headers.accept).toBe("application/json");
});
