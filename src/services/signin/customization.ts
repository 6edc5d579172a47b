import { methodAliases } from "../common/methodAliases.ts";
import type { ServiceCustomization } from "../customization.ts";

export const signin: ServiceCustomization = { methods: methodAliases({ createOauth2Token: "createOAuth2Token" }) };
