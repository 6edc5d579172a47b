import { platform } from "#platform";
import type { HookStages } from "../../hooks/hooks.ts";

/** User data is sent in base64; users give it as it is, as text or bytes. boto3: `base64_encode_user_data`. */
export const encodeUserData: HookStages["beforeParameterBuild"] = ({ input }) => {
  const { UserData } = input;
  if (typeof UserData !== "string" && !(UserData instanceof Uint8Array)) return;
  const bytes = typeof UserData === "string" ? platform.utf8Encode(UserData) : UserData;
  input.UserData = platform.base64Encode(bytes);
};
