import { parseEndpointUrl } from "../../endpoint/endpointUrl.ts";
import type { ServiceCustomization } from "../customization.ts";

/** A model in real time has a host of its own, which the input names. */
export const machinelearning: ServiceCustomization = {
  hooks(hooks) {
    hooks.register(
      "endpointResolved",
      ({ endpoint, input }) => {
        const { origin, host } = parseEndpointUrl(String(input.PredictEndpoint));
        return { ...endpoint, origin, host };
      },
      { operation: "Predict" },
    );
  },
};
