import type { AwsCredentialIdentity } from "../../auth/index.ts";
import { Client } from "../../client/client.ts";
import type { HookStages } from "../../hooks/hooks.ts";

interface Session {
  identity: AwsCredentialIdentity | undefined;
  /** Milliseconds since the epoch. */
  refresh: number;
  expires: number;
  pending: Promise<AwsCredentialIdentity> | undefined;
}

/** A session lives for five minutes; this long before its end, a new one is fetched while it goes on to serve. */
const AHEAD = 60_000;
/** Sessions kept. */
const CAPACITY = 100;

const sessions = new WeakMap<Map<string, unknown>, Map<string, Session>>();

/**
 * Directory buckets (S3 Express One Zone) take the credentials of a session, which CreateSession gives for a bucket:
 * fetched once for all that wait, for each bucket and identity, and again ahead of their expiry.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateSession.html
 */
export const expressIdentity: HookStages["chooseIdentity"] = ({ client, input, scheme, identity }) => {
  if (scheme.name !== "sigv4-s3express" || !identity || typeof input.Bucket !== "string") return undefined;
  const session = sessionOf(client as Client, input.Bucket, identity);
  const now = Date.now();
  if (session.identity && now < session.refresh) return session.identity;
  session.pending ??= create(client as Client, input.Bucket, session).finally(() => {
    session.pending = undefined;
  });
  if (!session.identity || now >= session.expires) return session.pending;
  // A failure while the old session holds is the next caller's affair.
  session.pending.catch(() => {
    session.refresh = Math.min(session.expires, Date.now() + 5_000);
  });
  return session.identity;
};

function sessionOf(client: Client, bucket: string, { accessKeyId, sessionToken }: AwsCredentialIdentity): Session {
  const { context } = Client.runtimeOf(client);
  const known = sessions.get(context.cache) ?? new Map<string, Session>();
  sessions.set(context.cache, known);
  const key = [bucket, accessKeyId, sessionToken, context.config.endpoint, context.config.region].join(" ");
  const found = known.get(key);
  if (found) return found;
  if (known.size >= CAPACITY) known.delete(known.keys().next().value!);
  const made = { identity: undefined, refresh: 0, expires: 0, pending: undefined };
  known.set(key, made);
  return made;
}

async function create(client: Client, bucket: string, session: Session): Promise<AwsCredentialIdentity> {
  const { Credentials } = await Client.call(client, "createSession", { Bucket: bucket });
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials as {
    readonly AccessKeyId: string;
    readonly SecretAccessKey: string;
    readonly SessionToken: string;
    readonly Expiration: Date;
  };
  session.identity = {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration,
  };
  session.expires = Expiration.getTime();
  session.refresh = session.expires - AHEAD;
  return session.identity;
}
