import { methodAliases } from "../common/methodAliases.ts";
import type { ServiceCustomization } from "../customization.ts";

export const cloudwatch: ServiceCustomization = {
  methods: methodAliases({
    getOtelEnrichment: "getOTelEnrichment",
    startOtelEnrichment: "startOTelEnrichment",
    stopOtelEnrichment: "stopOTelEnrichment",
    updateOtelEnrichment: "updateOTelEnrichment",
  }),
};
