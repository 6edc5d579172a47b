import { parameterAliases } from "../common/parameterAliases.ts";
import type { ServiceCustomization } from "../customization.ts";

/** `from`, a keyword of Python, is `fromTime` as well. */
export const logs: ServiceCustomization = {
  hooks(hooks) {
    hooks.register("beforeParameterBuild", parameterAliases({ fromTime: "from" }), { operation: "CreateExportTask" });
  },
};
