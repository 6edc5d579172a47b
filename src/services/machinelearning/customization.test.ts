import { expect, it } from "vitest";
import { sessionWith } from "../../../test/client/stand.ts";

it("a prediction is asked of the model's own host", async () => {
  const { session, requests } = sessionWith(() => ({ body: "{}" }));
  const client = session.client("machinelearning" as string);
  const PredictEndpoint = "https://realtime.machinelearning.us-east-1.amazonaws.com";
  await client.predict!({ MLModelId: "m", Record: {}, PredictEndpoint });
  expect(requests[0]).toMatchObject({
    origin: PredictEndpoint,
    path: "/",
    headers: { host: PredictEndpoint.slice(8) },
  });
  await expect(client.predict!({ MLModelId: "m", Record: {}, PredictEndpoint: "no URL" })).rejects.toThrow(
    /cannot be used/,
  );
});
