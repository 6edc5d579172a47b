import type { ClientMethods } from "../client/context.ts";
import type { ResolvedConfig } from "../client/options.ts";
import type { Hooks } from "../hooks/hooks.ts";

/** What a service's model cannot say. A folder a service; it enters through the hooks that users have as well. */
export interface ServiceCustomization {
  /** Registers the service's hooks on a client's own. */
  readonly hooks?: (hooks: Hooks, config: ResolvedConfig) => void;
  /** Methods that the service's client has besides its operations. */
  readonly methods?: ClientMethods;
  /** The names of the scalar shapes that it goes by. Models as the build writes them have others of a type as one shape. */
  readonly scalars?: readonly string[];
  /** Values of the built-ins that only this service's endpoint rules have. */
  readonly endpointBuiltIns?: (config: ResolvedConfig) => Readonly<Record<string, unknown>>;
}
