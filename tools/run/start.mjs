// `npm start`: from a fresh clone to running examples.
import { build, install, step, toolNode } from "./steps.mjs";

const examples = [
  ["client.ts", "Client: list a bucket's objects and get each one"],
  ["resource.ts", "Resource: the same, with objects that page by themselves"],
  ["session.ts", "Session: two identities and regions side by side"],
  ["queueAndTable.ts", "SQS and DynamoDB through both layers"],
  ["tracing.ts", "Tracing: calls as OpenTelemetry spans"],
];

await install();
await build();
await step(
  "Running the examples against emulators on this machine",
  toolNode,
  ["--disable-warning=ExperimentalWarning", "tools/run/examples.ts", ...examples.flat()],
  { show: true },
);
