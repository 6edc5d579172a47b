import { once } from "node:events";
import type { AddressInfo } from "node:net";
import dynalite from "dynalite";
import { startFauxqs } from "fauxqs";

/** Emulators in this process, on free ports of the loopback interface. */
export interface Emulators {
  /** What a program must find in its environment to talk to them instead of AWS. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/**
 * Starts fauxqs (S3, SQS, SNS) and dynalite (DynamoDB). They check no signature and take any credentials: good for
 * trying things, no proof of anything.
 */
export async function startEmulators(): Promise<Emulators> {
  const fauxqs = await startFauxqs({ port: 0, logger: false });
  const dynamodb = await startDynalite();
  const endpoint = `http://127.0.0.1:${fauxqs.port}`;
  return {
    environment: {
      AWS_ACCESS_KEY_ID: "EXAMPLE",
      AWS_SECRET_ACCESS_KEY: "example",
      AWS_REGION: "eu-west-1",
      AWS_ENDPOINT_URL_S3: endpoint,
      AWS_ENDPOINT_URL_SQS: endpoint,
      AWS_ENDPOINT_URL_SNS: endpoint,
      AWS_ENDPOINT_URL_STS: endpoint,
      AWS_ENDPOINT_URL_DYNAMODB: dynamodb.endpoint,
    },
    async stop() {
      await Promise.all([fauxqs.stop(), dynamodb.stop()]);
    },
  };
}

async function startDynalite(): Promise<{ endpoint: string; stop(): Promise<void> }> {
  const server = dynalite({ createTableMs: 20, deleteTableMs: 20 });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
