import { describe, expect, it } from "vitest";
import { headerBytes, headerText } from "./headerText.ts";

describe("a header beyond ASCII", () => {
  it("is UTF-8, byte by byte, and text again", () => {
    for (const text of ["cät", "日本.txt", "😀", "ä".repeat(200_000)]) {
      const value = headerBytes({ a: text })!.a!;
      expect(Buffer.from(value, "latin1").toString("utf8")).toBe(text);
      expect(headerText(value)).toBe(text);
    }
  });

  it("leaves the others as they are", () => {
    const headers = { a: "cat", b: "cät" };
    expect(headerBytes(headers)).toEqual({ b: "cÃ¤t" });
    expect(headers.b).toBe("cät");
    expect(headerBytes({ a: "cat", b: "" })).toBeUndefined();
    expect(headerText("cat")).toBe("cat");
  });

  it("stays as it came where it is no UTF-8, or is text already", () => {
    expect(headerText("c\xe4t")).toBe("cät");
    expect(headerText("日本")).toBe("日本");
  });
});
