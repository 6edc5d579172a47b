import { TucuxiError } from "../errors/index.ts";
import { type Part, part } from "../part.ts";
import type { NodeHttpHandlerOptions } from "./node.ts";
import type { HttpHandler } from "./types.ts";

export type MakeHandler = (options: NodeHttpHandlerOptions) => HttpHandler;

/** The handler that sessions have where they are given none. */
export const defaultHandler: Part<MakeHandler> = part(
  () => new TucuxiError('There is no HTTP handler here. A bundle has it from its services: import "tucuxi/s3"'),
);

/** HTTP/2, which only event streams in both directions need. */
export const http2: Part<Promise<typeof import("./http2.ts")>> = part(
  () => new TucuxiError("This bundle has no HTTP/2: none of its services has an operation that needs it."),
);
