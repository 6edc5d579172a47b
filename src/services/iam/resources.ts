import type { ResourceExtension } from "../resourceExtension.ts";

const DOCUMENTS = ["PolicyDocument", "AssumeRolePolicyDocument"];

export const iamResources: ResourceExtension = {
  transform: {
    /** Policies may be given as objects; the API takes them as JSON. */
    input(_operation, input) {
      const objects = DOCUMENTS.filter((name) => typeof input[name] === "object" && input[name] !== null);
      if (objects.length === 0) return input;
      return { ...input, ...Object.fromEntries(objects.map((name) => [name, JSON.stringify(input[name])])) };
    },
  },
};
