import type { ClientOptions } from "../client/options.ts";
import type { SessionOptions } from "./options.ts";
import { Session } from "./session.ts";
import type { CheckedService, ClientOf, ResourceOf, ResourceServiceName, ServiceArgument } from "./typedServices.ts";

let current: Session | undefined;

/**
 * The session that {@link client} and {@link resource} use, made when it is first asked for. boto3:
 * `boto3.DEFAULT_SESSION`.
 */
export function defaultSession(): Session {
  current ??= new Session();
  return current;
}

/**
 * Makes another default session. Clients and resources of the one before stay with it.
 *
 * @example
 * setupDefaultSession({ profile: "prod", region: "eu-west-1" });
 */
export function setupDefaultSession(options: SessionOptions = {}): Session {
  current = new Session(options);
  return current;
}

/**
 * Makes a client of the default session.
 *
 * @example
 * const s3 = client("s3");
 */
export function client<const Service extends ServiceArgument>(
  service: CheckedService<Service>,
  options?: ClientOptions,
): ClientOf<Service> {
  return defaultSession().client<Service>(service, options);
}

/**
 * Makes a service's resource, of the default session.
 *
 * @example
 * const bucket = resource("s3").Bucket("photos");
 */
export function resource<const Service extends ServiceArgument>(
  service: CheckedService<Service, ResourceServiceName>,
  options?: ClientOptions,
): ResourceOf<Service> {
  return defaultSession().resource<Service>(service, options);
}
