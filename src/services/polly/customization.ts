import type { ServiceCustomization } from "../customization.ts";

/** A presigned URL of speech is opened by players, which send no content type. */
export const polly: ServiceCustomization = {
  hooks(hooks) {
    const dropContentType = ({ presigning, request }: { presigning?: true; request: { headers: object } }) => {
      if (presigning) delete (request.headers as Record<string, string>)["content-type"];
    };
    hooks.register("beforeSign", dropContentType, { operation: "SynthesizeSpeech" });
  },
};
