import type { ResolvedConfig } from "../client/options.ts";
import type { SessionEnvironment } from "./environment.ts";
import { version } from "./version.ts";

/** What AWS counts the use of a feature by. Source: the metrics of the AWS SDKs' user agent, version 2.1. */
const features = {
  retryMode: { legacy: "D", standard: "E", adaptive: "F" },
  endpointOverride: "N",
  accountIdMode: { preferred: "P", disabled: "Q", required: "R" },
  requestChecksums: { when_supported: "Z", when_required: "a" },
  responseChecksums: { when_supported: "b", when_required: "c" },
} as const;

/**
 * The user agent of a client's requests, in the form that AWS asks of its SDKs:
 * `tucuxi/1.0 ua/2.1 os/linux#6.1 md/arch#x64 lang/js md/nodejs#24.0.0 cfg/retry-mode#standard m/E,P app/shop`.
 * `further` are features that the settings do not tell.
 */
export function userAgentOf(
  config: ResolvedConfig,
  { variables, platform }: SessionEnvironment,
  further: readonly string[] = [],
): string {
  const { userAgentAppId, customUserAgent } = config;
  const parts = [`tucuxi/${version}`, "ua/2.1", `os/${systemName(platform)}`, `md/arch#${process.arch}`];
  parts.push("lang/js", `md/nodejs#${process.versions.node}`);
  if (variables.AWS_EXECUTION_ENV) parts.push(`exec-env/${token(variables.AWS_EXECUTION_ENV)}`);
  parts.push(`cfg/retry-mode#${config.retryMode}`, `m/${[...further, ...featureIds(config)].join(",")}`);
  if (userAgentAppId) parts.push(`app/${token(userAgentAppId)}`);
  if (customUserAgent) parts.push(customUserAgent);
  return parts.join(" ");
}

function featureIds(config: ResolvedConfig): string[] {
  const { requestChecksumCalculation: request, responseChecksumValidation: response } = config;
  const ids: string[] = [features.retryMode[config.retryMode], features.accountIdMode[config.accountIdEndpointMode]];
  if (config.endpoint !== undefined) ids.push(features.endpointOverride);
  if (request) ids.push(features.requestChecksums[request]);
  if (response) ids.push(features.responseChecksums[response]);
  return ids;
}

function systemName(platform: string): string {
  return { linux: "linux", darwin: "macos", win32: "windows" }[platform] ?? "other";
}

/** What a header's token may not have becomes a `-`. */
function token(text: string): string {
  return text.replace(/[^!#$%&'*+\-.^_`|~0-9A-Za-z]/g, "-");
}
