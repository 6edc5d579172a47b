import { definitions } from "../../definitions/index.ts";
import type { Operation, Service } from "../../src/model/service.ts";
import type { Params } from "../../src/resource/definition.ts";
import { describeService } from "../../src/resource/describe.ts";
import type { ResourceDescription, ResultDescription, WaiterDescription } from "../../src/resource/description.ts";
import { usesData } from "../../src/resource/params.ts";
import { type CannedAnswer, cannedAnswer, cannedError } from "./cannedAnswer.ts";
import { loadModel } from "./loadModel.ts";
import { sampleData, sampleInput, sampleOutput, sampleText } from "./samples.ts";

export type Kind = "load" | "action" | "collection" | "batch" | "waiter" | "reference" | "subresource";

/** One member of one resource, with what it is called with and what the service answers. */
export interface Case {
  readonly id: string;
  readonly service: string;
  readonly resource: string;
  readonly kind: Kind;
  readonly member: string;
  /** Of a batch, the collection that it is called on. */
  readonly collection?: string;
  /** The resource's identifiers, in their order. */
  readonly identifiers: readonly (string | number)[];
  /** The identifiers that a factory takes. */
  readonly given?: readonly (string | number)[];
  readonly data?: Readonly<Record<string, unknown>>;
  readonly input: Readonly<Record<string, unknown>>;
  readonly answers: Readonly<Record<string, CannedAnswer>>;
}

/** Every member of every resource of every definition. */
export function allCases(): Case[] {
  return Object.keys(definitions).flatMap((name) => casesOf(loadModel(name)));
}

function casesOf(service: Service): Case[] {
  const description = describeService(service, definitions[service.name]!);
  const batches = (resource: string) => description.resources[resource]!.batch;
  return [description.service, ...Object.values(description.resources)].flatMap((resource) => {
    const cases: Case[] = [];
    const add = (kind: Kind, member: string, more: Partial<Case>) => {
      const id = [service.name, resource.name, more.collection, member, kind].filter(Boolean).join(".");
      const identifiers = resource.identifiers.map((each) => sampleIdentifier(service, each.name, each.shapeName));
      cases.push({
        id,
        service: service.name,
        resource: resource.name,
        kind,
        member,
        identifiers,
        input: {},
        answers: {},
        ...more,
      });
    };
    const call = (name: string, params: Params, result?: ResultDescription, filled = true) => {
      const operation = service.operation(name);
      const wanted = result ? inputsOf(result) : [];
      const input = filled ? without(sampleInput(operation, wanted), params) : {};
      return { input, answers: answer(operation, sampleOutput(operation)), ...dataFor(service, resource, params) };
    };
    if (resource.load) add("load", "load", call(resource.load.operation, resource.load.params));
    for (const action of resource.actions)
      add("action", action.name, call(action.operation, action.params, action.returns));
    for (const waiter of resource.waiters) add("waiter", waiter.name, waiterCall(service, waiter, resource));
    for (const reference of resource.references) {
      add("reference", reference.name, { data: sampleData(service.shape(resource.shape!)) });
    }
    for (const factory of resource.factories) {
      const own = description.resources[factory.resource]!.identifiers;
      const given = factory.identifiers.flatMap(({ from }, index) => {
        return from === "argument" ? [sampleIdentifier(service, own[index]!.name, own[index]!.shapeName)] : [];
      });
      add("subresource", factory.name, { given });
    }
    for (const collection of resource.collections) {
      const listing = call(collection.operation, collection.params, collection.items, false);
      add("collection", collection.name, listing);
      for (const batch of batches(collection.items.resource)) {
        const operation = service.operation(batch.operation);
        const output = { ...sampleOutput(operation), ...(batch.failed && { [batch.failed.replace("[]", "")]: [] }) };
        const answers = { ...listing.answers, ...answer(operation, output) };
        const input = without(sampleInput(operation, []), batch.params);
        add("batch", batch.name, { collection: collection.name, input, answers });
      }
    }
    return cases;
  });
}

/** The first answer is a success; where the resource is loaded by another operation, that one's answer follows. */
function waiterCall(service: Service, waiter: WaiterDescription, resource: ResourceDescription): Partial<Case> {
  const operation = service.operation(waiter.operation);
  const { acceptors } = service.waiter(waiter.waiter)!;
  const { matcher, argument, expected } = acceptors.find(({ state }) => state === "success")!;
  if (matcher === "error") return { answers: { [operation.name]: cannedError(operation, 400, String(expected)) } };
  if (matcher === "status" && expected !== 200) {
    return { answers: { [operation.name]: cannedError(operation, Number(expected), "NotFound") } };
  }
  const output = sampleOutput(operation);
  if (matcher.startsWith("path") && /^[\w.[\]]+$/.test(argument!)) set(output, argument!.match(/\w+/g)!, expected);
  const answers = answer(operation, output);
  if (!resource.load || resource.load.operation === operation.name) return { answers };
  const load = service.operation(resource.load.operation);
  return { answers: { ...answers, ...answer(load, sampleOutput(load)) } };
}

/** Sets every value that a path leads to. */
function set(value: unknown, [step, ...rest]: string[], expected: unknown): void {
  if (Array.isArray(value)) {
    for (const each of value) set(each, [step!, ...rest], expected);
    return;
  }
  const record = value as Record<string, unknown>;
  if (rest.length === 0) record[step!] = expected;
  else set(record[step!], rest, expected);
}

function answer(operation: Operation, output: Readonly<Record<string, unknown>>): Record<string, CannedAnswer> {
  return { [operation.name]: cannedAnswer(operation, output) };
}

/** What a user gives besides what the definition does. */
function without(input: Readonly<Record<string, unknown>>, params: Params): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).filter(([name]) => !Object.hasOwn(params, name)));
}

function inputsOf(result: ResultDescription): string[] {
  const identifiers = result.identifiers.flatMap((each) => (each.from === "input" ? [each.path] : []));
  const places = result.source === "input" ? result.paths : [];
  return [...identifiers, ...places].map((path) => path.split(/[.[]/)[0]!);
}

function dataFor(service: Service, { shape }: ResourceDescription, params: Params): Pick<Case, "data"> {
  return usesData(params) ? { data: sampleData(service.shape(shape!)) } : {};
}

function sampleIdentifier(service: Service, name: string, shapeName: string | undefined): string | number {
  if (name === "queueUrl" || name === "url") return "https://queue.example/1/q";
  const text = `the-${name.toLowerCase()}`;
  if (shapeName === undefined) return text;
  const shape = service.shape(shapeName);
  return shape.type === "integer" ? 7 : sampleText(shape, text);
}
