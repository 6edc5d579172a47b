import { describe, expect, it } from "vitest";
import { headerBytes, headerText } from "./headerText.ts";

describe("a header beyond ASCII", () => {
  it("is UTF-8, byte by byte, and text again", () => {
    for (const text of ["cät", "日本.txt", "😀", "", "cat"]) {
      const value = headerBytes({ a: text }).a!;
      expect(Buffer.from(value, "latin1").toString("utf8")).toBe(text);
      expect(headerText(value)).toBe(text);
    }
  });

  it("leaves the others as they are, and what is ASCII alone without a copy", () => {
    const headers = { a: "cat", b: "cät" };
    expect(headerBytes(headers)).toEqual({ a: "cat", b: "cÃ¤t" });
    expect(headers.b).toBe("cät");
    const ascii = { a: "cat" };
    expect(headerBytes(ascii)).toBe(ascii);
  });

  it("stays as it came where it is no UTF-8, or is text already", () => {
    expect(headerText("c\xe4t")).toBe("cät");
    expect(headerText("日本")).toBe("日本");
  });
});
