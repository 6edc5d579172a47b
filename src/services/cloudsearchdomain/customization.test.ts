import { expect, it } from "vitest";
import { sessionWith } from "../../../test/client/stand.ts";

it("a search is sent as a form", async () => {
  const { session, requests } = sessionWith(() => ({ body: "{}" }));
  const client = session.client("cloudsearchdomain" as string, { endpoint: "https://search.example" });
  await client.search!({ query: "a b", returnFields: "title" });
  const [{ method, path, headers, body }] = requests as [(typeof requests)[0]];
  expect([method, path, headers["content-type"]]).toEqual([
    "POST",
    "/2013-01-01/search",
    "application/x-www-form-urlencoded",
  ]);
  expect(Object.fromEntries(new URLSearchParams(body as string))).toEqual({
    format: "sdk",
    pretty: "true",
    q: "a b",
    return: "title",
  });
});
