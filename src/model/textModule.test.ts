import { expect, it } from "vitest";
import { textLiteral, textModule, textOf } from "./textModule.ts";

const json = JSON.stringify({ pattern: "^\\d{1,3}`${x}`\\\\`$", empty: "", "${": ["`", '"', "\u2028é"] });

it("holds any JSON, for who imports it", async () => {
  const url = `data:text/javascript,${encodeURIComponent(textModule(json))}`;
  const { default: text } = (await import(/* @vite-ignore */ url)) as { default: string };
  expect(JSON.parse(text)).toEqual(JSON.parse(json));
});

it("holds the same for who reads it", () => {
  expect(JSON.parse(textOf(textModule(json)))).toEqual(JSON.parse(json));
  expect(textModule(json)).toBe(`export default ${textLiteral(json)};\n`);
});
