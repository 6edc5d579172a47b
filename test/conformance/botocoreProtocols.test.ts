import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { fromBotocore } from "../../src/model/botocore.ts";
import { type Operation, Service } from "../../src/model/service.ts";
import { decodeCbor } from "../../src/protocol/cborDecoder.ts";
import { eventStreamMember } from "../../src/protocol/traits.ts";
import { ConformanceTable } from "./conformanceTable.ts";
import { expectedProtocolFailures } from "./expected-failures.ts";
import { checkRequest, checkResponse, isThere, oracles } from "./protocolCases.ts";

interface Suite {
  readonly description: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly shapes: Readonly<Record<string, unknown>>;
  readonly clientEndpoint?: string;
  readonly cases: readonly BotocoreCase[];
}

interface BotocoreCase {
  readonly id?: string;
  readonly given: { readonly name: string };
  readonly params?: Readonly<Record<string, unknown>>;
  readonly serialized?: {
    readonly method?: string;
    readonly uri: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly forbidHeaders?: readonly string[];
    readonly body?: string;
    readonly host?: string;
  };
  readonly response?: {
    readonly status_code: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  };
  readonly result?: unknown;
  readonly error?: unknown;
  readonly errorCode?: string;
  readonly errorMessage?: string;
}

const found = isThere("botocore-protocols");
const root = join(oracles, "botocore-protocols");
const table = new ConformanceTable("botocore-protocols", expectedProtocolFailures);
const form = { wholeSeconds: false };
/** What the mini models of the suites leave out and every real one has. */
const defaults = { apiVersion: "2014-01-01", serviceId: "Sample", endpointPrefix: "sample" };

afterAll(() => {
  if (found) table.print();
});

describe.skipIf(!found)("botocore's protocol tests", () => {
  for (const folder of ["input", "output", "legacy/input", "legacy/output"]) {
    for (const file of found ? readdirSync(join(root, folder)) : []) {
      const suite = `botocore/${folder}/${file.replace(".json", "")}`;
      const minis = read(join(folder, file)) as Suite[];
      // One of the files is an empty list.
      describe.skipIf(minis.length === 0)(suite, () => {
        for (const [index, mini] of minis.entries()) {
          for (const [number, protocolCase] of mini.cases.entries()) {
            // Cases of one id differ in no other name.
            const repeated = mini.cases.slice(0, number).filter(({ id }) => id === protocolCase.id).length;
            const id = protocolCase.id ? protocolCase.id + (repeated ? `#${repeated + 1}` : "") : `${index}:${number}`;
            it(`${id} (${mini.description})`, () => table.run(suite, id, () => check(mini, protocolCase)));
          }
        }
      });
    }
  }
});

describe.skipIf(!found)("botocore's CBOR tests", () => {
  const successes = found ? (read("cbor/decode-success-tests.json") as CborCase[]) : [];
  for (const { description, input, expect: expected } of successes) {
    it(description, () =>
      table.run("botocore/cbor/decode-success", description, () => {
        expect(decodeCbor(Buffer.from(input, "hex"))).toEqual(cborValue(expected!));
      }),
    );
  }
  const failures = found ? (read("cbor/decode-error-tests.json") as CborCase[]) : [];
  for (const { description, input } of failures) {
    it(description, () =>
      table.run("botocore/cbor/decode-error", description, () => {
        expect(() => decodeCbor(Buffer.from(input, "hex"))).toThrow(TypeError);
      }),
    );
  }
});

function check(suite: Suite, protocolCase: BotocoreCase): void | Promise<void> {
  const operation = operationOf(suite, protocolCase);
  const { serialized, response } = protocolCase;
  if (serialized) {
    return checkRequest(
      {
        operation,
        params: protocolCase.params ?? {},
        expected: { ...serialized, path: serialized.uri },
        endpoint: suite.clientEndpoint,
      },
      form,
    );
  }
  const isBinary =
    operation.service.metadata.protocol === "smithy-rpc-v2-cbor" || eventStreamMember(operation.output) !== undefined;
  const body = Buffer.from(response!.body ?? "", isBinary ? "base64" : "utf8");
  return checkResponse(
    {
      operation,
      response: { status: response!.status_code, headers: response!.headers ?? {}, body },
      result: protocolCase.result,
      ...(protocolCase.error === undefined
        ? {}
        : { error: { code: protocolCase.errorCode, message: protocolCase.errorMessage, data: protocolCase.error } }),
    },
    form,
  );
}

function operationOf({ metadata, shapes }: Suite, { given }: BotocoreCase): Operation {
  const service = { metadata: { ...defaults, ...metadata }, shapes, operations: { [given.name]: given } };
  return new Service("sample", fromBotocore({ service })).operation(given.name);
}

interface CborCase {
  readonly description: string;
  readonly input: string;
  readonly expect?: CborValue;
}

type CborValue = Readonly<Record<string, unknown>>;

/** A value as the suite writes it: its kind and its content; floats by their bits, wide integers as they come. */
function cborValue(value: CborValue): unknown {
  const [kind, content] = Object.entries(value)[0]!;
  switch (kind) {
    case "null":
    case "undefined":
      return null;
    case "bytestring":
      return expect.objectContaining(Buffer.from(content as number[]));
    case "list":
      return (content as CborValue[]).map(cborValue);
    case "map":
      return Object.fromEntries(Object.entries(content as object).map(([key, item]) => [key, cborValue(item)]));
    case "tag":
      return cborValue((content as { value: CborValue }).value);
    case "float32":
      return fromBits(BigInt(content as number), 4).getFloat32(0);
    case "float64":
      return fromBits(BigInt(content as number), 8).getFloat64(0);
    default:
      return content;
  }
}

function fromBits(bits: bigint, size: number): DataView {
  const view = new DataView(new ArrayBuffer(8));
  if (size === 4) view.setUint32(0, Number(bits));
  else view.setBigUint64(0, bits);
  return view;
}

function read(path: string): unknown {
  // An integer that no number holds comes as a bigint.
  const text = readFileSync(join(root, path), "utf8");
  return path.startsWith("cbor")
    ? JSON.parse(text.replace(/: (-?\d{17,})/g, ': "$1n"'), (_, value) =>
        typeof value === "string" && /^-?\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value,
      )
    : JSON.parse(text);
}
