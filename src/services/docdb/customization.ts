import { presignDatabaseCopy } from "../common/databaseCopies.ts";
import type { ServiceCustomization } from "../customization.ts";

export const docdb: ServiceCustomization = {
  hooks(hooks) {
    hooks.register("beforeCall", presignDatabaseCopy, { operation: ["CopyDBClusterSnapshot", "CreateDBCluster"] });
  },
};
