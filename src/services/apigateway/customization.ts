import type { ServiceCustomization } from "../customization.ts";

/** API Gateway answers in HAL unless it is asked for plain JSON. */
export const apigateway: ServiceCustomization = {
  hooks(hooks) {
    hooks.register("beforeCall", ({ request }) => {
      request.headers.accept ??= "application/json";
    });
  },
};
