import { platform } from "#platform";
import type { HookStages } from "../../hooks/hooks.ts";

/** A console's output comes in base64; it is text, but for what a program may have written that is none. */
export const decodeConsoleOutput: HookStages["afterCall"] = ({ output }) => {
  if (typeof output.Output !== "string") return;
  try {
    output.Output = platform.utf8Decode(platform.base64Decode(output.Output));
  } catch {
    // It was text already.
  }
};
