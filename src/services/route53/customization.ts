import type { ServiceCustomization } from "../customization.ts";

/** The shapes of ids that answers give with their kind before them: `/hostedzone/Z1`. */
const ids: readonly string[] = ["ResourceId", "DelegationSetId", "ChangeId"];

/** Ids are taken as Route 53 gives them, and sent as it takes them: `Z1`. */
export const route53: ServiceCustomization = {
  scalars: ids,
  hooks(hooks) {
    hooks.register("beforeParameterBuild", ({ operation, input }) => {
      for (const [name, { shapeName }] of operation.input?.members ?? []) {
        const id = input[name];
        if (ids.includes(shapeName) && typeof id === "string") input[name] = id.slice(id.lastIndexOf("/") + 1);
      }
    });
  },
};
