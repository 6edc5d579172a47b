import { convenience } from "../common/convenience.ts";
import { encodeUserData } from "../common/userData.ts";
import type { ServiceCustomization } from "../customization.ts";

export const autoscaling: ServiceCustomization = {
  hooks(hooks) {
    hooks.register("beforeParameterBuild", convenience(encodeUserData), { operation: "CreateLaunchConfiguration" });
  },
};
