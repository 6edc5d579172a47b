import { definitions } from "../../definitions/index.ts";
import { SERVICE_RESOURCE } from "../../src/resource/describe.ts";
import { identifiersIn, kindIn, Resource } from "../../src/resource/resource.ts";
import { resourceClasses } from "../../src/resource/serviceResource.ts";
import { Session } from "../../src/session/session.ts";
import { testEnvironment } from "../session/testEnvironment.ts";
import type { Case } from "./cases.ts";
import { loadModel } from "./loadModel.ts";
import type { RecordedRequest, Recorder } from "./recorder.ts";

/** What a case came to, here or in boto3. */
export interface Outcome {
  readonly id: string;
  /** The resources that it gave; `null` for anything else. */
  readonly result?: unknown;
  readonly error?: string;
  readonly requests: readonly RecordedRequest[];
}

// Types of resources are generated; here they are taken as they come.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Any = any;

/** Calls members of our resources as the cases say, against the recorder. */
export class OurCases implements AsyncDisposable {
  readonly #recorder: Recorder;
  readonly #session: Session;
  readonly #clients = new Map<string, Any>();

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
    this.#session = new Session(
      {
        region: "us-east-1",
        endpoint: recorder.endpoint,
        credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
        maxAttempts: 1,
        // As boto3 does wherever it sends to.
        requestChecksumCalculation: "when_supported",
      },
      testEnvironment(),
    );
  }

  async run(each: Case): Promise<Outcome> {
    this.#recorder.begin(each.id);
    try {
      const result = shown(await this.#call(each));
      return { id: each.id, result, requests: this.#recorder.requests };
    } catch (error) {
      return { id: each.id, error: String((error as Error).stack), requests: this.#recorder.requests };
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#session.close();
  }

  #call({ kind, member, service, resource, identifiers, data, input, given, collection }: Case): unknown {
    const classes = resourceClasses(loadModel(service), definitions[service]!);
    const Class = classes.classOf(resource);
    const target = new Class(this.#client(service), data, resource === SERVICE_RESOURCE ? [] : identifiers) as Any;
    switch (kind) {
      case "reference":
        return target[member];
      case "subresource":
        return target[member](...given!);
      case "collection":
        return target[member].toArray();
      case "batch":
        return target[collection!][member](input);
      default:
        return target[member](input);
    }
  }

  #client(service: string): Any {
    let client = this.#clients.get(service);
    if (!client) {
      client = this.#session.client(service);
      this.#clients.set(service, client);
    }
    return client;
  }
}

function shown(value: unknown): unknown {
  if (value instanceof Resource) {
    const { description, identifierNames } = kindIn(value);
    const identifiers = identifierNames.map((name) => identifiersIn(value)[name] as string | number);
    return { resource: description.name, identifiers: identifiers.sort((a, b) => (String(a) < String(b) ? -1 : 1)) };
  }
  if (Array.isArray(value) && value.some((each) => each instanceof Resource)) return value.map(shown);
  return null;
}
