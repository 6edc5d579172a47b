import { platform } from "#platform";
import { collectBody } from "../../client/streamingBody.ts";
import type { ServiceCustomization } from "../customization.ts";

/** An OAuth server says in `error_description` what others say in `message`. */
export const ssoOidc: ServiceCustomization = {
  hooks(hooks) {
    hooks.register("beforeParse", async ({ response }) => {
      if (response.status < 400) return undefined;
      const body = await collectBody(response.body);
      return { ...response, body: withMessage(body) };
    });
  },
};

function withMessage(body: Uint8Array): Uint8Array {
  try {
    const { message, Message, error_description: description, ...others } = JSON.parse(platform.utf8Decode(body));
    if (message || Message || !description) return body;
    const answer = { ...others, error_description: description, message: description };
    return platform.utf8Encode(JSON.stringify(answer));
  } catch {
    return body;
  }
}
