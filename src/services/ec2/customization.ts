import { convenience } from "../common/convenience.ts";
import { parameterAliases } from "../common/parameterAliases.ts";
import { encodeUserData } from "../common/userData.ts";
import type { ServiceCustomization } from "../customization.ts";
import { decodeConsoleOutput } from "./consoleOutput.ts";
import { presignSnapshotCopy } from "./copySnapshot.ts";

/** The operations whose `Filters` the model calls `Filter`. */
const filtered = [
  "DescribeFlowLogs",
  "DescribeHostReservationOfferings",
  "DescribeHostReservations",
  "DescribeHosts",
  "DescribeNatGateways",
];

export const ec2: ServiceCustomization = {
  hooks(hooks) {
    hooks.register("beforeParameterBuild", parameterAliases({ Filters: "Filter" }), { operation: filtered });
    hooks.register("beforeParameterBuild", convenience(encodeUserData), { operation: "RunInstances" });
    hooks.register("beforeCall", presignSnapshotCopy, { operation: "CopySnapshot" });
    hooks.register("afterCall", convenience(decodeConsoleOutput), { operation: "GetConsoleOutput" });
  },
};
