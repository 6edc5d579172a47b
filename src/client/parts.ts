import { ModelError, UnknownNameError } from "../errors/index.ts";
import { type Part, part } from "../part.ts";
import type { Paginator } from "./paginator.ts";
import type { OperationPlan } from "./plan.ts";
import type { waitUntil } from "./waiter.ts";

/** The code of calls themselves: codecs, signatures, attempts, answers. */
export interface Calls {
  readonly OperationPlan: typeof OperationPlan;
}

/** A bundle has it at once; where the library is not bundled, it is read when the first call is made. */
export const calls: Part<Calls | Promise<Calls>> = part(
  () => new ModelError('There is no service here. A bundle has those whose modules it imports: import "tucuxi/s3"'),
);

/** What `client.paginate` makes. A bundle whose operations have no pages is without it. */
export const paginators: Part<typeof Paginator> = part(
  () => new UnknownNameError("This bundle has no paginators: none of its operations has pages."),
);

type WaitUntil = typeof waitUntil;

/** What `client.waitUntil` does. A bundle whose operations no waiter asks is without it. */
export const waiters: Part<WaitUntil | Promise<WaitUntil>> = part(
  () => new UnknownNameError("This bundle has no waiters: none of its operations is one that a waiter asks."),
);
