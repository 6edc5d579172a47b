import type { SocialMessagingClient } from "./socialmessaging.d.ts";

/** Names that boto3 has for the same method. */
export interface SocialMessagingClientAdditions {
  deleteWhatsappMediaMessage: SocialMessagingClient["deleteWhatsAppMessageMedia"];
  deleteWhatsappMessageMedia: SocialMessagingClient["deleteWhatsAppMessageMedia"];
}
