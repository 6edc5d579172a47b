import { presign } from "../../auth/index.ts";
import { Client } from "../../client/client.ts";
import type { HookContext } from "../../hooks/hooks.ts";
import type { SerializedRequest } from "../../protocol/types.ts";

type Data = Readonly<Record<string, unknown>>;
type BeforeCall = HookContext & { readonly input: Data; readonly request: SerializedRequest };

interface CrossRegionCopy {
  /** The member that says where from. */
  readonly sourceRegion: string;
  /** What the presigned request says besides: where to. */
  readonly destination: Data;
}

/**
 * A request that the source region would take, presigned: with it the service of this region asks the other one in the
 * caller's name. `undefined` where there are no credentials to sign with.
 */
export async function presignedCopy(
  { operation, client, input, request }: BeforeCall,
  { sourceRegion, destination }: CrossRegionCopy,
): Promise<string | undefined> {
  const runtime = Client.runtimeOf(client as Client);
  const { service, credentials } = runtime.context;
  const identity = await credentials?.get();
  if (!identity) return undefined;
  const endpoint = runtime.endpointWith({ region: sourceRegion })(operation, input, identity.accountId);
  const { signingName, endpointPrefix } = service.metadata;
  const unsigned = {
    method: "GET",
    origin: endpoint.origin,
    path: endpoint.path + request.path,
    headers: { host: endpoint.host, "content-type": formType },
    body: withFields(request.body, destination),
  };
  const { url } = await presign(unsigned, {
    identity,
    scheme: { name: "sigv4", signingName: signingName ?? endpointPrefix, signingRegion: sourceRegion },
    date: runtime.clock.now(endpoint.origin),
  });
  return url;
}

const formType = "application/x-www-form-urlencoded; charset=utf-8";

/** A form with further fields at its end. */
export function withFields(form: unknown, fields: Data): string {
  const added = Object.entries(fields).map(([name, value]) => `&${name}=${encodeURIComponent(String(value))}`);
  return String(form) + added.join("");
}

/** A form without a field. */
export function withoutField(form: unknown, name: string): string {
  return String(form)
    .split("&")
    .filter((field) => !field.startsWith(`${name}=`))
    .join("&");
}
