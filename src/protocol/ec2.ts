import { compileQuery } from "./query.ts";
import type { QueryNaming } from "./queryWriter.ts";
import type { Protocol } from "./types.ts";

/**
 * EC2's own query protocol (https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html): names begin with a
 * capital, lists are always flat and never sent empty, and an answer's root holds the members itself.
 */
export const ec2: Protocol = {
  compile: (operation, options) =>
    compileQuery(operation, options, ec2Naming, (readers, output) => readers.structure(output)),
};

const ec2Naming: QueryNaming = {
  memberName: ({ name, traits, shape }) =>
    traits.queryName ?? capitalised(traits.locationName ?? shape.traits.locationName ?? name),
  itemName: () => undefined,
  sendsEmptyLists: false,
};

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
