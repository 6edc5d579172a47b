import { Client } from "../../client/client.ts";
import type { ClientMethods } from "../../client/context.ts";
import type { Input, Output } from "../../client/currentCall.ts";
import type { CallOptions } from "../../client/options.ts";
import type { ClientRuntime } from "../../client/runtime.ts";

/** Further names of methods, as boto3 has them: `{ createOauth2Token: "createOAuth2Token" }`. */
export function methodAliases(names: Readonly<Record<string, string>>): ClientMethods {
  return Object.fromEntries(
    Object.entries(names).map(([alias, method]) => [
      alias,
      ({ client }: ClientRuntime, input?: Input, options?: CallOptions): Promise<Output> =>
        Client.call(client as Client, method, input, options),
    ]),
  );
}
