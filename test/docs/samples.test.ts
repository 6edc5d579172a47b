import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Sample } from "../../tools/samples.ts";
import { commentSamples, withImports } from "../types/commentSamples.ts";
import { aroundOf } from "./around.ts";
import { type Place, placeFor } from "./places.ts";
import { runSample, samplesOf } from "./runSample.ts";

const docs = join(import.meta.dirname, "../../docs");
const pages = ["README.md", ...readdirSync(docs).map((name) => `docs/${name}`)].filter((path) => path.endsWith(".md"));
const comments = commentSamples().map(({ where, code }) => ({ where, code: withImports(code) }));
const isOfDynamoDB = ({ where }: Sample) => where.startsWith("services/dynamodb/");

const samplesByPage: Readonly<Record<string, readonly Sample[]>> = {
  ...Object.fromEntries(pages.map((page) => [page, samplesOf(page)])),
  "DynamoDB's doc comments": comments.filter(isOfDynamoDB),
  "other doc comments": comments.filter((sample) => !isOfDynamoDB(sample)),
};

describe.each(Object.entries(samplesByPage).filter(([, samples]) => samples.length > 0))(
  "samples of %s",
  (page, samples) => {
    const kind = placeFor(page);
    if (!kind) return it.skip("need a server");
    let place: Place;
    beforeAll(async () => {
      place = await kind.start();
    }, 60_000);
    afterAll(() => place?.stop());

    it.each(samples.map((sample) => [sample.where, sample] as const))(
      "%s runs",
      { timeout: 60_000 },
      async (_, sample) => {
        const printed = await runSample(sample, { ...place, around: aroundOf(sample) });
        if (/^(?:for .*)?console\.log/m.test(sample.code)) expect(printed).not.toBe("");
      },
    );
  },
);
