import { ParamValidationError } from "../../errors/index.ts";
import type { HookStages } from "../../hooks/hooks.ts";

/** Any character beyond ASCII. */
const beyondAscii = /[^\p{ASCII}]/u;

/**
 * Metadata travels in headers, which hold ASCII.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html
 */
export const checkMetadata: HookStages["beforeParameterBuild"] = ({ operation, input: { Metadata } }) => {
  if (typeof Metadata !== "object" || Metadata === null) return;
  const findings = Object.entries(Metadata)
    .filter((pair) => pair.some((text) => typeof text === "string" && beyondAscii.test(text)))
    .map(([name]) => ({
      path: `Metadata.${name}`,
      message: "has characters beyond ASCII, which metadata cannot hold: encode the text, percent-encoded say",
    }));
  if (findings.length > 0) throw new ParamValidationError(operation.name, findings);
};
