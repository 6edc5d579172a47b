import { readPackaged } from "../model/packaged.ts";
import type { SessionEnvironment } from "./environment.ts";
import type { Setting } from "./options.ts";

/** The values of a defaults mode, by AWS's names. */
interface ModeValues {
  readonly retryMode: string;
  readonly stsRegionalEndpoints: string;
  readonly s3UsEast1RegionalEndpoints: string;
  readonly connectTimeoutInMillis: number;
}

/** What boto3 does where no mode is chosen. */
const legacy: ModeValues = {
  retryMode: "legacy",
  stsRegionalEndpoints: "regional",
  s3UsEast1RegionalEndpoints: "regional",
  connectTimeoutInMillis: 60_000,
};

let modes: Readonly<Record<string, ModeValues>> | undefined;

/**
 * The settings that no one made, by the defaults mode. Source: AWS SDKs and Tools Reference Guide, "Smart configuration
 * defaults".
 */
export function modeDefaults(settings: ReadonlyMap<string, Setting>, environment: SessionEnvironment): Setting[] {
  const chosen = settings.get("defaultsMode")!.value as string;
  const mode = chosen === "auto" ? detected(settings.get("region")!.value as string | undefined, environment) : chosen;
  modes ??= readPackaged("shared/defaults") as Record<string, ModeValues>;
  const values = mode === "legacy" ? legacy : modes[mode]!;
  const source = `defaults mode "${mode}"`;
  return [
    { name: "retryMode", value: values.retryMode, source },
    { name: "connectTimeout", value: values.connectTimeoutInMillis, source },
    { name: "stsRegionalEndpoints", value: values.stsRegionalEndpoints, source },
    { name: "s3.usEast1RegionalEndpoint", value: values.s3UsEast1RegionalEndpoints, source },
  ].filter(({ name }) => settings.get(name)!.value === undefined);
}

/**
 * Whether the process runs in the client's own region, as far as the environment tells. The instance metadata service
 * could tell more, but a client is made without a request.
 */
function detected(region: string | undefined, { variables }: SessionEnvironment): string {
  const here = variables.AWS_EXECUTION_ENV ? (variables.AWS_REGION ?? variables.AWS_DEFAULT_REGION) : undefined;
  if (!here || !region) return "standard";
  return here === region ? "in-region" : "cross-region";
}
