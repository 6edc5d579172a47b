import { ConfigError } from "../errors/index.ts";
import type { SessionConfig } from "./config.ts";
import { subKeys } from "./iniFile.ts";

/**
 * The endpoint that the environment or the profile names: `AWS_ENDPOINT_URL_<SERVICE>`, `AWS_ENDPOINT_URL`, the
 * service's `endpoint_url` in the profile's `services` section, the profile's own `endpoint_url`. Source: AWS SDKs and
 * Tools Reference Guide, "Service-specific endpoints".
 */
export function configuredEndpoint(
  config: SessionConfig,
  serviceId: string | undefined,
): { text: string; source: string } | undefined {
  const key = serviceId === undefined ? undefined : serviceKey(serviceId);
  const { variables } = config.environment;
  for (const name of [...(key ? [`AWS_ENDPOINT_URL_${key.toUpperCase()}`] : []), "AWS_ENDPOINT_URL"]) {
    const text = variables[name]?.trim();
    if (text) return { text, source: `environment variable ${name}` };
  }
  const { profile, profileName } = config;
  const section = profile.get("services");
  if (section && key) {
    const services = config.shared.services.get(section);
    if (!services) {
      throw new ConfigError(`Profile "${profileName}" names the services section "${section}", and there is none.`);
    }
    const text = subKeys(services.get(key)).get("endpoint_url");
    if (text) return { text, source: `endpoint_url of ${key} in section "services ${section}"` };
  }
  const text = profile.get("endpoint_url");
  return text ? { text, source: `endpoint_url in profile "${profileName}"` } : undefined;
}

/** A service as the profile's keys and sections name it: `s3`, `elastic_beanstalk`. */
export function serviceKey(serviceId: string): string {
  return serviceId.replace(/[ -]/g, "_").toLowerCase();
}
