import { parameterAliases } from "../common/parameterAliases.ts";
import type { ServiceCustomization } from "../customization.ts";

/** A search may be longer than a URL: it is sent as a form. `return`, a keyword of Python, is `returnFields` as well. */
export const cloudsearchdomain: ServiceCustomization = {
  hooks(hooks) {
    const operation = "Search";
    hooks.register("beforeParameterBuild", parameterAliases({ returnFields: "return" }), { operation });
    hooks.register(
      "beforeCall",
      ({ request, presigning }) => {
        if (presigning) return;
        request.method = "POST";
        request.headers["content-type"] = "application/x-www-form-urlencoded";
        request.body = request.query;
        request.query = "";
      },
      { operation },
    );
  },
};
