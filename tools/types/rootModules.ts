import type { ServiceNames } from "./serviceNames.ts";

/** The services that need no import to be typed: those with resources in boto3, and what nearly every program meets. */
export const commonServices: readonly string[] = [
  "cloudformation",
  "cloudwatch",
  "dynamodb",
  "ec2",
  "glacier",
  "iam",
  "lambda",
  "s3",
  "sns",
  "sqs",
  "sts",
];

/** The names of all services; each with the type that stands for its client where its types are not imported. */
export function namesModule(services: readonly ServiceNames[], withResources: readonly string[]): string {
  const entries = services.map(({ service }) => {
    const statement = `'import "tucuxi/${service}"'`;
    return `  ${JSON.stringify(service)}: { readonly ${statement}: never };\n`;
  });
  return (
    "/** Names every service. What each name has is a type without any use, so that an error shows what to import. */\n" +
    `export interface ImportStatements {\n${entries.join("")}}\n` +
    "/** The services that have resources. */\n" +
    `export type ResourceServiceName = ${[...withResources]
      .sort()
      .map((name) => JSON.stringify(name))
      .join(" | ")};\n`
  );
}

/** What the root types. */
export function commonModule(): string {
  return imports(commonServices);
}

/** `import "tucuxi/all"`: the types of every service. */
export function allModule(services: readonly ServiceNames[]): string {
  return imports(services.map(({ service }) => service));
}

function imports(services: readonly string[]): string {
  return services.map((service) => `import "../${service}/${service}.js";\n`).join("");
}
