import { methodAliases } from "../common/methodAliases.ts";
import type { ServiceCustomization } from "../customization.ts";

export const mturk: ServiceCustomization = {
  methods: methodAliases({
    listHitsForQualificationType: "listHITsForQualificationType",
    listHiTsForQualificationType: "listHITsForQualificationType",
  }),
};
