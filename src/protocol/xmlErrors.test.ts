import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ResponseParseError } from "../errors/index.ts";
import { Service } from "../model/service.ts";
import type { ProtocolName, ServiceModel } from "../model/types.ts";
import { protocolFor } from "./index.ts";
import type { BufferedResponse, OperationCodec } from "./types.ts";

function codec(protocol: ProtocolName): OperationCodec {
  const model: ServiceModel = {
    format: 1,
    metadata: {
      apiVersion: "2020-01-01",
      serviceId: "Test",
      serviceFullName: "Test",
      endpointPrefix: "test",
      protocol,
      signatureVersion: "v4",
    },
    operations: { Do: { http: "POST /", output: "Output", resultWrapper: "DoResult", errors: ["Missing"] } },
    shapes: {
      String: "string",
      Integer: "integer",
      Strings: { list: "String" },
      Output: { structure: { Name: "String", Names: "Strings", Count: "Integer" } },
      Missing: {
        structure: { message: "String", Thing: "String", Count: "Integer" },
        exception: true,
        error: { code: "NoSuchThing", httpStatusCode: 404 },
      },
      InvalidBatch: { structure: { messages: { shape: "Strings", locationName: "Messages" } }, exception: true },
    },
  };
  const service = new Service("test", model);
  return protocolFor(service).compile(service.operation("Do"), { bigints: false });
}

function answer(body: string | Uint8Array, status = 400, headers: Record<string, string> = {}): BufferedResponse {
  return { status, headers, body: typeof body === "string" ? new TextEncoder().encode(body) : body };
}

const fields = "<Type>Sender</Type><Code>NoSuchThing</Code><Message>Gone &amp; lost</Message><Thing>t</Thing>";
const parsed = {
  code: "NoSuchThing",
  message: "Gone & lost",
  shape: "Missing",
  data: { message: "Gone & lost", Thing: "t" },
  requestId: "r1",
};

describe.each(["rest-xml", "query", "ec2"] as const)("an error answer of %s", (protocol) => {
  const { parseError, parse } = codec(protocol);

  it.each([
    ["S3's", `<Error>${fields}<RequestId>r1</RequestId></Error>`],
    ["query's", `<ErrorResponse xmlns="urn:x"><Error>${fields}</Error><RequestId>r1</RequestId></ErrorResponse>`],
    ["EC2's", `<Response><Errors><Error>${fields}</Error></Errors><RequestID>r1</RequestID></Response>`],
    ["several errors'", `<R><Errors><Error>${fields}</Error><Error/></Errors><requestId>r1</requestId></R>`],
  ])("is read in %s form", (_whose, body) => {
    expect(parseError(answer(body))).toEqual({ ...parsed, fault: "client" });
  });

  it("is read where the root is the exception itself", () => {
    const body = "<InvalidBatch><Messages><member>a</member></Messages><RequestId>r1</RequestId></InvalidBatch>";
    expect(parseError(answer(body))).toEqual({
      code: "InvalidBatch",
      message: "",
      shape: "InvalidBatch",
      data: { messages: ["a"] },
      requestId: "r1",
    });
  });

  it("prefers the request id of the headers, and keeps S3's host id of the body", () => {
    const body = "<Error><Code>X</Code><RequestId>r1</RequestId><HostId>h</HostId></Error>";
    expect(parseError(answer(body, 500, { "x-amz-request-id": "r2" }))).toEqual({
      code: "X",
      message: "",
      extendedRequestId: "h",
    });
  });

  it("has the status as its code where the body says none", () => {
    expect(parseError(answer("", 404))).toEqual({ code: "404", message: "" });
    expect(parseError(answer("<Error/>", 404))).toMatchObject({ code: "404" });
  });

  it("says what a body that is none says", () => {
    const page = "<html><head><title>503</title></head><body><h1>Service Unavailable</h1><br></body></html>";
    expect(parseError(answer(page, 503))).toEqual({ code: "503", message: "503 Service Unavailable" });
    expect(parseError(answer("slow down", 503))).toEqual({ code: "503", message: "slow down" });
  });

  it("keeps what was read of a body that breaks off, and of members of a wrong type", () => {
    expect(parseError(answer("<Error><Code>SlowDown</Code><Message>Wai"))).toMatchObject({ code: "SlowDown" });
    expect(parseError(answer(`<Error>${fields}<Count>many</Count></Error>`))).toMatchObject({ code: "NoSuchThing" });
  });

  it("is never a reason to throw", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "<Error>",
        "</Error>",
        "<Errors>",
        "</Errors>",
        "<Code>",
        "</Code>",
        "a",
        "&",
        "<!--",
        "<?",
        "\0",
      ),
      fc.string({ maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), fc.uint8Array({ maxLength: 5 }), (pieces, bytes) => {
        const error = parseError(answer(Buffer.concat([Buffer.from(pieces.join("")), bytes])));
        expect(error.code).toBeTypeOf("string");
        expect(error.message).toBeTypeOf("string");
      }),
    );
  });

  it("and a success that is none throw ResponseParseError, with status, request id and the first bytes", () => {
    const wrapped = `<R><DoResult><Count>many</Count></DoResult><Count>many</Count></R>`;
    for (const body of [wrapped, "<R><", "\0", "<html></html>", Uint8Array.of(0x3c, 0x52, 0x3e, 0xff)]) {
      try {
        parse(answer(body, 200, { "x-amzn-requestid": "r1" }));
        expect.unreachable();
      } catch (error) {
        expect(error).toBeInstanceOf(ResponseParseError);
        expect((error as Error).message).toContain("status 200, request id r1");
      }
    }
  });

  it("and bytes of any kind are read or refused", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.boolean(), (bytes, inRoot) => {
        const body = inRoot
          ? Buffer.concat([Buffer.from("<R><DoResult>"), bytes, Buffer.from("</DoResult></R>")])
          : bytes;
        try {
          parse(answer(body, 200));
        } catch (error) {
          expect(error).toBeInstanceOf(ResponseParseError);
        }
      }),
    );
  });
});
