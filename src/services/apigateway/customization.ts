import type { ServiceCustomization } from "../customization.ts";

/** API Gateway answers in HAL unless it is asked for plain JSON. Whoever has a URL asks for what it likes. */
export const apigateway: ServiceCustomization = {
  hooks(hooks) {
    hooks.register("beforeCall", ({ request, presigning }) => {
      if (!presigning) request.headers.accept ??= "application/json";
    });
  },
};
