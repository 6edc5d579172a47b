import type { ServiceCustomization } from "../customization.ts";

/** The endpoint rules put the account into the host already; the model's host prefix would do it once more. */
export const s3control: ServiceCustomization = {
  hooks(hooks) {
    hooks.register("beforeCall", ({ request }) => {
      delete request.hostPrefix;
    });
  },
};
