import type { ClientRuntime } from "../../client/runtime.ts";
import { presignDatabaseCopy } from "../common/databaseCopies.ts";
import type { ServiceCustomization } from "../customization.ts";
import type { DbAuthTokenInput } from "./types.ts";

/** The operations that copy from another region. */
const copies = [
  "CopyDBClusterSnapshot",
  "CreateDBCluster",
  "CopyDBSnapshot",
  "CreateDBInstanceReadReplica",
  "StartDBInstanceAutomatedBackupsReplication",
];

export const rds: ServiceCustomization = {
  methods: { generateDbAuthToken },
  hooks(hooks) {
    hooks.register("beforeCall", presignDatabaseCopy, { operation: copies });
  },
};

/** Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.Connecting.html */
async function generateDbAuthToken(runtime: ClientRuntime, input: DbAuthTokenInput): Promise<string> {
  const { authToken, checkTokenInput } = await import("../../client/authToken.ts");
  checkTokenInput("generateDbAuthToken", input, { DBHostname: "string", Port: "number", DBUsername: "string" });
  return authToken(runtime, {
    signingName: "rds-db",
    host: `${input.DBHostname}:${input.Port}`,
    query: { Action: "connect", DBUser: input.DBUsername },
    region: input.Region,
    expiresIn: 900,
  });
}
