import { expect, it } from "vitest";
import type { HttpRequest } from "../http/types.ts";
import { eventSigner, STREAMING_EVENTS } from "./eventSigner.ts";
import { signV4 } from "./sigv4.ts";
import type { SigningContext } from "./types.ts";

const context: SigningContext = {
  identity: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" },
  scheme: { name: "sigv4", signingName: "transcribe", signingRegion: "us-east-1" },
  date: new Date("2026-01-20T10:00:00Z"),
};

const request = (headers: Record<string, string>): HttpRequest => ({
  method: "POST",
  origin: "https://transcribestreaming.us-east-1.amazonaws.com",
  path: "/stream-transcription",
  headers: { host: "transcribestreaming.us-east-1.amazonaws.com", ...headers },
});

it("signs events one after the other as the official SDK does", async () => {
  const sign = eventSigner(request({ authorization: `AWS4-HMAC-SHA256 Signature=${"a".repeat(64)}` }), context);
  const date = new Date("2026-01-20T10:30:15.123Z");
  const hex = async (message: Uint8Array) =>
    Buffer.from((await sign(message, date))[":chunk-signature"].value).toString("hex");
  // The official SDK's SignatureV4.signEvent gives these for the same key, moment and messages.
  expect(await hex(Buffer.from("first message"))).toBe(
    "217b5d4a487011cc8856faf195fb1cc96497d08ecbe27304c19f0f75b3c2b6f6",
  );
  expect(await hex(new Uint8Array(0))).toBe("7317f1f384c6fa977d26e3b8a357e8be310a85e65a35f89967a904d0855929ce");
});

it("tells the service by the request's header that events are signed", async () => {
  const signed = request({});
  await signV4(signed, { ...context, payloadHash: STREAMING_EVENTS });
  expect(signed.headers["x-amz-content-sha256"]).toBe("STREAMING-AWS4-HMAC-SHA256-EVENTS");
  const { ":date": date } = await eventSigner(signed, context)(new Uint8Array(0), context.date);
  expect(date).toEqual({ type: "timestamp", value: context.date });
});

it("needs a request that is signed", () => {
  expect(() => eventSigner(request({}), context)).toThrow("must be signed before its body");
});
