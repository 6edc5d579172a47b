import type { Operation, Service, Shape } from "../../src/model/service.ts";

/** Which way a shape travels. */
export type Direction = "input" | "output";

/** The shapes that are reached from the operations' inputs and from their outputs and errors, by name. */
export interface ReachedShapes {
  readonly input: ReadonlySet<string>;
  readonly output: ReadonlySet<string>;
}

/** `alsoOutput` names shapes that come out in other ways: the attributes of resources. */
export function reachedShapes(service: Service, alsoOutput: Iterable<string>): ReachedShapes {
  const input = new Set<string>();
  const output = new Set<string>();
  for (const name of service.operationNames) {
    const operation: Operation = service.operation(name);
    if (operation.input) reach(operation.input, input);
    if (operation.output) reach(operation.output, output);
    for (const error of operation.errors) reach(error, output);
  }
  for (const name of Object.keys(service.model.shapes)) {
    const shape = service.shape(name);
    if (shape.traits.exception) reach(shape, output);
  }
  for (const name of alsoOutput) reach(service.shape(name), output);
  return { input, output };
}

function reach(shape: Shape, reached: Set<string>): void {
  if (reached.has(shape.name)) return;
  reached.add(shape.name);
  for (const member of shape.members.values()) reach(member.shape, reached);
  if (shape.type === "list") reach(shape.member.shape, reached);
  if (shape.type === "map") {
    reach(shape.key.shape, reached);
    reach(shape.value.shape, reached);
  }
}
