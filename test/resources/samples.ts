import type { Member, Operation, Shape } from "../../src/model/service.ts";

type Sample = unknown;

/** A value that the model allows, the same every time: what is required, and of outputs everything. */
export function sampleInput(operation: Operation, wanted: readonly string[]): Record<string, Sample> {
  const { input } = operation;
  if (!input) return {};
  const required = new Set([...(input.traits.required ?? []), ...wanted]);
  const members = [...input.members].filter(([name, { traits }]) => required.has(name) || traits.idempotencyToken);
  return Object.fromEntries(
    members.map(([name, member]) => [name, sample(member, name, { all: wanted.includes(name), depth: 0 })]),
  );
}

/** An answer that has everything but a next page. */
export function sampleOutput(operation: Operation): Record<string, Sample> {
  const { output } = operation;
  if (!output) return {};
  const paginator = operation.service.paginator(operation.name);
  const tokens = paginator ? [paginator.output_token, paginator.more_results ?? []].flat() : [];
  const left = new Set(tokens.flatMap((token) => token.split("||").map((each) => each.trim().split(/[.[]/)[0])));
  const members = [...output.members].filter(([name]) => !left.has(name));
  return Object.fromEntries(members.map(([name, member]) => [name, sample(member, name, { all: true, depth: 0 })]));
}

export function sampleData(shape: Shape): Record<string, Sample> {
  return structure(shape, { all: true, depth: 0 }, "");
}

interface Extent {
  /** Every member, not only those that are required. */
  readonly all: boolean;
  readonly depth: number;
}

/** Deep enough for everything that a definition reads, and for shapes that contain themselves. */
const DEEPEST = 5;

function sample({ shape }: Member, name: string, extent: Extent, suffix = ""): Sample {
  const deeper = { ...extent, depth: extent.depth + 1 };
  switch (shape.type) {
    case "structure":
      return structure(shape, deeper, suffix);
    case "list":
      return extent.depth >= DEEPEST ? [] : itemsOf(shape, name, deeper, suffix);
    case "map": {
      if (extent.depth >= DEEPEST || (!extent.all && !shape.traits.min)) return {};
      const [key = "key"] = shape.key.shape.traits.enum ?? [];
      return { [key]: sample(shape.value, name, deeper, suffix) };
    }
    default:
      return scalar(shape, name, suffix);
  }
}

/** Two of an answer, so that their order shows; one of an input. */
function itemsOf(shape: Shape, name: string, extent: Extent, suffix: string): Sample[] {
  const suffixes = extent.all ? [`${suffix}-1`, `${suffix}-2`] : [suffix];
  return suffixes.map((each) => sample(shape.member, name, extent, each));
}

function structure(shape: Shape, extent: Extent, suffix: string): Record<string, Sample> {
  const required = new Set(shape.traits.required ?? []);
  const all = extent.all && extent.depth < DEEPEST;
  const members = [...shape.members].filter(([name]) => all || required.has(name));
  // Of a union, one member; DynamoDB's values are one, though the model does not say so.
  const union = shape.traits.union || shape.name === "AttributeValue";
  const chosen = union && extent.all ? [...shape.members].slice(0, 1) : members;
  return Object.fromEntries(chosen.map(([name, member]) => [name, sample(member, name, extent, suffix)]));
}

function scalar(shape: Shape, name: string, suffix: string): Sample {
  const { type, traits } = shape;
  switch (type) {
    case "boolean":
      return true;
    case "integer":
    case "long":
    case "float":
    case "double":
      return Math.max(3, traits.min ?? 3);
    case "timestamp":
      return "2024-05-06T07:08:09Z";
    default:
      return sampleText(shape, `${name}${suffix}`);
  }
}

/** A text as long as the shape allows. */
export function sampleText({ traits }: Shape, text: string): string {
  return (traits.enum?.[0] ?? text).padEnd(traits.min ?? 0, "x").slice(0, traits.max);
}
