import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aroundOf } from "./around.ts";
import { type Place, placeFor } from "./places.ts";
import { runSample, samplesOf } from "./runSample.ts";

const docs = join(import.meta.dirname, "../../docs");
const pages = ["README.md", ...readdirSync(docs).map((name) => `docs/${name}`)].filter((path) => path.endsWith(".md"));

describe.each(pages.filter((page) => samplesOf(page).length > 0))("the samples of %s", (page) => {
  const kind = placeFor(page);
  if (!kind) return it.skip("need a server");
  let place: Place;
  beforeAll(async () => {
    place = await kind.start();
  }, 60_000);
  afterAll(() => place?.stop());

  it.each(samplesOf(page).map((sample) => [sample.where, sample] as const))(
    "%s runs",
    { timeout: 60_000 },
    async (_, sample) => {
      const printed = await runSample(sample, { ...place, around: aroundOf(sample) });
      if (/^(?:for .*)?console\.log/m.test(sample.code)) expect(printed).not.toBe("");
    },
  );
});
