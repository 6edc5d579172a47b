import { describe, expect, it } from "vitest";
import { sessionWith } from "../../../test/client/stand.ts";
import { testEnvironment } from "../../../test/session/testEnvironment.ts";
import { ParamValidationError } from "../../errors/index.ts";
import type { HttpRequest } from "../../http/types.ts";
import { Session } from "../../session/session.ts";

function sessionInLambda(variables: Record<string, string>): { session: Session; requests: HttpRequest[] } {
  const requests: HttpRequest[] = [];
  const credentials = { accessKeyId: "A", secretAccessKey: "S" };
  const http = async (request: HttpRequest) => {
    requests.push(request);
    return { status: 200, headers: {}, body: new TextEncoder().encode("{}") };
  };
  return { session: new Session({ region: "eu-west-1", credentials, http }, testEnvironment({ variables })), requests };
}

describe("in a Lambda function", () => {
  it("every request carries the trace of the event that it serves", async () => {
    const variables: Record<string, string> = { AWS_LAMBDA_FUNCTION_NAME: "f", _X_AMZN_TRACE_ID: "Root=1;Sampled=1" };
    const { session, requests } = sessionInLambda(variables);
    const client = session.client("dynamodb");
    await client.listTables();
    variables._X_AMZN_TRACE_ID = "Root=2 ü";
    await client.listTables();
    delete variables._X_AMZN_TRACE_ID;
    await client.listTables();
    const traces = requests.map(({ headers }) => headers["x-amzn-trace-id"]);
    expect(traces).toEqual(["Root=1;Sampled=1", "Root=2%20%C3%BC", undefined]);
    expect(requests[0]!.headers.authorization).not.toContain("x-amzn-trace-id");
  });

  it("alone", async () => {
    const { session, requests } = sessionInLambda({ _X_AMZN_TRACE_ID: "Root=1" });
    await session.client("dynamodb").listTables();
    expect(requests[0]!.headers).not.toHaveProperty("x-amzn-trace-id");
  });
});

describe("an alias", () => {
  it("of a parameter is sent by the model's name", async () => {
    const { session, requests } = sessionWith(() => ({ body: "{}" }));
    const task = { logGroupName: "l", to: 2, destination: "d" };
    const logs = session.client("logs" as string);
    await logs.createExportTask!({ ...task, fromTime: 1 });
    expect(JSON.parse(requests[0]!.body as string)).toEqual({ ...task, from: 1 });
    await expect(logs.createExportTask!({ ...task, fromTime: 1, from: 1 })).rejects.toThrow(ParamValidationError);
    await expect(logs.createExportTask!({ ...task, fromTime: 1, from: 1 })).rejects.toThrow(
      /fromTime.*another name of from/s,
    );
  });

  it("of a method calls the operation", async () => {
    const { session, requests } = sessionWith(() => ({ body: "{}" }));
    const aliases = {
      mturk: ["listHitsForQualificationType", "listHiTsForQualificationType"],
      socialmessaging: ["deleteWhatsappMediaMessage", "deleteWhatsappMessageMedia"],
      cloudwatch: ["getOtelEnrichment", "startOtelEnrichment", "stopOtelEnrichment"],
      signin: ["createOauth2Token"],
    };
    for (const [service, methods] of Object.entries(aliases)) {
      const client = session.client(service as string, { parameterValidation: false });
      for (const method of methods) {
        const before = requests.length;
        await client[method]!({ mediaId: "m", originationPhoneNumberId: "p" }).catch(() => undefined);
        expect(requests.length, method).toBe(before + 1);
        await expect(client[method]!({}, { timout: 1 } as object)).rejects.toThrow('Did you mean "timeout"?');
      }
    }
  });

  it("of a service makes its client", () => {
    const { session } = sessionWith(() => ({}));
    expect(session.client("runtime.sagemaker" as string).meta.serviceName).toBe("sagemaker-runtime");
  });
});
