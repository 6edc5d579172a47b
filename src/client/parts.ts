import { UnknownNameError } from "../errors/index.ts";
import { type Part, part } from "../part.ts";
import type { Paginator } from "./paginator.ts";
import type { waitUntil } from "./waiter.ts";

/** What `client.paginate` makes. A bundle whose operations have no pages is without it. */
export const paginators: Part<typeof Paginator> = part(
  () => new UnknownNameError("This bundle has no paginators: none of its operations has pages."),
);

/** What `client.waitUntil` does. A bundle whose operations no waiter asks is without it. */
export const waiters: Part<typeof waitUntil> = part(
  () => new UnknownNameError("This bundle has no waiters: none of its operations is one that a waiter asks."),
);
