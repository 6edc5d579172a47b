import { expect, it } from "vitest";
import { sessionWith } from "../../../test/client/stand.ts";

const input = { clientId: "i", clientSecret: "s", grantType: "g" };

it("an OAuth error says what is wrong", async () => {
  const { session } = sessionWith(() => ({
    status: 400,
    headers: { "x-amzn-errortype": "InvalidGrantException" },
    body: '{"error":"invalid_grant","error_description":"it has expired"}',
  }));
  const client = session.client("sso-oidc" as string);
  await expect(client.createToken!(input)).rejects.toMatchObject({
    code: "InvalidGrantException",
    message: expect.stringContaining("it has expired"),
    data: { error: "invalid_grant", error_description: "it has expired" },
  });
});

it("an answer that is no JSON is an error all the same", async () => {
  const { session } = sessionWith(() => ({ status: 403, body: "<html>no</html>" }));
  await expect(session.client("sso-oidc" as string).createToken!(input)).rejects.toMatchObject({ code: "403" });
});
