// A session is one identity, one region and one pool of connections, shared by all that it makes.
import { Session } from "tucuxi";

const alice = new Session({
  region: "eu-west-1",
  credentials: { accessKeyId: "ALICE", secretAccessKey: "alices-secret" },
});
const bob = new Session({
  region: "us-east-1",
  credentials: { accessKeyId: "BOB", secretAccessKey: "bobs-secret" },
});

// Each makes clients and resources; what they make knows where it belongs.
for (const [name, session] of Object.entries({ alice, bob })) {
  const sqs = session.client("sqs");
  const queue = await session.resource("sqs").createQueue({ QueueName: `for-${name}` });
  console.log(`${name}: ${sqs.meta.region}, ${queue.url}`);
}

// Clients are cheap: they share their session's settings, credentials, connections and hooks.
alice.hooks.register("beforeSend", ({ request, operation }) => {
  const [, accessKey] = /Credential=(\w+)/.exec(request.headers.authorization ?? "") ?? [];
  console.log(`  ${accessKey} calls ${operation.name}`);
});
await alice.client("sqs").listQueues({});
await alice.client("s3").listBuckets({});
await bob.client("sqs").listQueues({}); // not alice's: her hook does not see it

// A client may differ from its session in anything.
const elsewhere = alice.client("sqs", { region: "ap-southeast-2" });
console.log(`alice elsewhere: ${elsewhere.meta.region}`);

await alice.close();
await bob.close();
