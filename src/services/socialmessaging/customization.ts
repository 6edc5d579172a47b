import { methodAliases } from "../common/methodAliases.ts";
import type { ServiceCustomization } from "../customization.ts";

export const socialmessaging: ServiceCustomization = {
  methods: methodAliases({
    deleteWhatsappMediaMessage: "deleteWhatsAppMessageMedia",
    deleteWhatsappMessageMedia: "deleteWhatsAppMessageMedia",
  }),
};
