import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type Operation, Service } from "../../src/model/service.ts";
import type { ProtocolName } from "../../src/model/types.ts";
import { ConformanceTable } from "./conformanceTable.ts";
import { checkEvents, type EventCase } from "./eventCases.ts";
import { expectedProtocolFailures } from "./expected-failures.ts";
import { checkRequest, checkResponse, isThere, oracles } from "./protocolCases.ts";
import { fromSmithy, localName, operationsOf, type SmithyModel } from "./smithyModel.ts";

/** One line of the suite: a case with the service and the shape (an operation, or an error) that it stands at. */
interface SmithyCase {
  readonly service: string;
  readonly protocol: string;
  readonly kind: "request" | "response" | "error" | "eventStream";
  readonly shape: string;
  readonly case: Readonly<Record<string, unknown>> & { readonly id: string };
}

interface HttpRequestCase {
  readonly method: string;
  readonly uri: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly forbidHeaders?: readonly string[];
  readonly queryParams?: readonly string[];
  readonly forbidQueryParams?: readonly string[];
  readonly body?: string;
  readonly host?: string;
  readonly resolvedHost?: string;
}

interface HttpResponseCase {
  readonly code: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly params?: unknown;
  readonly vendorParams?: { readonly code?: string };
}

/** Protocols by Smithy's names; `rpcv2Json` is not released and no service speaks it. */
const protocols: Readonly<Record<string, ProtocolName>> = {
  awsJson1_0: "json",
  awsJson1_1: "json",
  restJson1: "rest-json",
  restXml: "rest-xml",
  awsQuery: "query",
  ec2Query: "ec2",
  rpcv2Cbor: "smithy-rpc-v2-cbor",
};

const found = isThere("smithy-protocol-tests");
const file = (name: string) => readFileSync(join(oracles, "smithy-protocol-tests", name), "utf8");
const model: SmithyModel = found ? JSON.parse(file("model.ast.json")) : { shapes: {} };
const cases = found
  ? file("client-cases.jsonl")
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as SmithyCase)
  : [];
const table = new ConformanceTable("smithy-protocol-tests (without rpcv2Json)", expectedProtocolFailures);
const form = { wholeSeconds: false };
const services = new Map<string, Service>();

afterAll(() => {
  if (found) table.print();
});

describe.skipIf(!found)("Smithy's protocol tests", () => {
  const groups = new Map<string, SmithyCase[]>();
  for (const smithyCase of cases.filter(({ protocol }) => protocol in protocols)) {
    const suite = suiteOf(smithyCase);
    groups.set(suite, [...(groups.get(suite) ?? []), smithyCase]);
  }
  for (const [suite, members] of groups) {
    describe(suite, () => {
      for (const smithyCase of members) {
        const { id } = smithyCase.case;
        it(id, () => table.run(suite, id, () => check(smithyCase)));
      }
    });
  }
});

function suiteOf({ protocol, kind, service }: SmithyCase): string {
  return `smithy/${protocol}/${kind === "request" ? "input" : kind}/${localName(service)}`;
}

function check(smithyCase: SmithyCase): void | Promise<void> {
  const operation = operationOf(smithyCase);
  const { kind, case: content } = smithyCase;
  if (kind === "request") return checkRequestCase(operation, content as unknown as HttpRequestCase);
  if (kind === "eventStream") return checkEvents(operation, content as unknown as EventCase);
  return checkResponseCase(
    operation,
    content as unknown as HttpResponseCase,
    kind === "error" ? smithyCase.shape : undefined,
  );
}

function checkRequestCase(operation: Operation, content: HttpRequestCase): Promise<void> {
  return checkRequest(
    {
      operation,
      params: content.params ?? {},
      expected: { ...content, path: content.uri, host: content.resolvedHost },
      endpoint: content.host && `https://${content.host}`,
    },
    form,
  );
}

function checkResponseCase(operation: Operation, content: HttpResponseCase, error: string | undefined): Promise<void> {
  const isBinary = operation.service.metadata.protocol === "smithy-rpc-v2-cbor";
  return checkResponse(
    {
      operation,
      response: {
        status: content.code,
        headers: content.headers ?? {},
        body: Buffer.from(content.body ?? "", isBinary ? "base64" : "utf8"),
      },
      result: content.params,
      ...(error && {
        error: { code: content.vendorParams?.code, shape: localName(error), data: content.params },
      }),
    },
    form,
  );
}

/** The case's operation; for an error any that may fail so. */
function operationOf({ service: id, protocol, shape, kind }: SmithyCase): Operation {
  const key = `${id} ${protocol}`;
  const service = services.get(key) ?? new Service(localName(id), fromSmithy(model, id, protocols[protocol]!));
  services.set(key, service);
  if (kind !== "error") return service.operation(localName(shape));
  const failing = operationsOf(model, id).find((operation) =>
    model.shapes[operation]!.errors?.some(({ target }) => target === shape),
  );
  expect(failing, `an operation that fails with ${shape}`).toBeDefined();
  return service.operation(localName(failing!));
}
