import type { ServiceCustomization } from "../customization.ts";

/** A template in JSON comes as the object that it is; one in YAML stays text. boto3: `json_decode_template_body`. */
export const cloudformation: ServiceCustomization = {
  hooks(hooks) {
    hooks.register(
      "afterCall",
      ({ output, verbatim }) => {
        if (!verbatim) output.TemplateBody = decoded(output.TemplateBody);
      },
      { operation: "GetTemplate" },
    );
  },
};

function decoded(template: unknown): unknown {
  try {
    return JSON.parse(template as string);
  } catch {
    return template;
  }
}
