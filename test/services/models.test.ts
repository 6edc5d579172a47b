import { expect, it } from "vitest";
import { sessionWith } from "../client/stand.ts";

/** Customizations of boto3's that the models say by now. */

it("SQS's errors have the codes that it had when it spoke query, and the classes of today", async () => {
  const { session } = sessionWith(() => ({
    status: 400,
    headers: { "x-amzn-query-error": "AWS.SimpleQueueService.NonExistentQueue;Sender" },
    body: '{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"none"}',
  }));
  const sqs = session.client("sqs");
  const error = await sqs.getQueueUrl({ QueueName: "q" }).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(sqs.exceptions.QueueDoesNotExist);
  expect(error).toMatchObject({ code: "AWS.SimpleQueueService.NonExistentQueue", $fault: "client" });
});

it("operations that come before credentials are not signed", async () => {
  const { session, requests } = sessionWith(() => ({ body: "{}" }));
  const cognito = session.client("cognito-identity" as string);
  await cognito.getId!({ IdentityPoolId: "eu-west-1:a" });
  await cognito.getOpenIdToken!({ IdentityId: "eu-west-1:a" });
  await cognito.getCredentialsForIdentity!({ IdentityId: "eu-west-1:a" });
  await cognito.unlinkIdentity!({ IdentityId: "eu-west-1:a", Logins: {}, LoginsToRemove: [] });
  for (const { headers } of requests) expect(headers).not.toHaveProperty("authorization");
});
