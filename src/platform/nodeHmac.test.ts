import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { hmacSha256, hmacSha256Signer } from "./nodeHmac.ts";

describe("hmacSha256", () => {
  it("is Node's own, for keys and texts of any length", () => {
    for (const keyLength of [0, 1, 32, 63, 64, 65, 200]) {
      for (const text of ["", "a", "ä漢😀".repeat(7), "x".repeat(959), "x".repeat(960), "漢".repeat(5_000)]) {
        const key = new Uint8Array(keyLength).map((_, index) => index * 7);
        const expected = createHmac("sha256", key).update(text).digest("hex");
        expect(hmacSha256Signer(key)(text)).toBe(expected);
        expect(Buffer.from(hmacSha256(key, text)).toString("hex")).toBe(expected);
      }
    }
  });

  it("takes a key as text", () => {
    const key = "AWS4sécret";
    expect(Buffer.from(hmacSha256(key, "20260120")).toString("hex")).toBe(
      createHmac("sha256", key).update("20260120").digest("hex"),
    );
  });

  it("keeps signers apart", () => {
    const [a, b] = [hmacSha256Signer("a"), hmacSha256Signer("b")];
    const first = a("text");
    expect(b("text")).not.toBe(first);
    expect(a("text")).toBe(first);
  });
});
