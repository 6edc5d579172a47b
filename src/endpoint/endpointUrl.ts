import { EndpointError } from "../errors/index.ts";
import { isValidHostLabel } from "./hostLabel.ts";
import type { Endpoint } from "./types.ts";

const url = /^(https?):\/\/([^/?#@]+)(\/[^?#]*)?$/i;
const defaultPorts: Readonly<Record<string, string>> = { http: ":80", https: ":443" };

/** A URL's parts that an `Endpoint` needs. Throws `EndpointError` for what is no plain HTTP URL. */
export function parseEndpointUrl(text: string): Pick<Endpoint, "origin" | "host" | "path"> {
  const [, scheme, authority, path = ""] = url.exec(text) ?? [];
  if (scheme === undefined || authority === undefined || !isAuthority(authority)) {
    throw new EndpointError(
      `The endpoint "${withoutSecrets(text)}" cannot be used: it must be a URL like "https://host:port/path", ` +
        "without user, query or fragment. Look at `endpoint`, AWS_ENDPOINT_URL and endpoint_url in the profile.",
    );
  }
  const lowered = scheme.toLowerCase();
  const port = defaultPorts[lowered]!;
  const host = (authority.endsWith(port) ? authority.slice(0, -port.length) : authority).toLowerCase();
  return { origin: `${lowered}://${host}`, host, path: path.replace(/\/+$/, "") };
}

const authorityParts = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._~-]+)(?::(\d{1,5}))?$/;

function isAuthority(authority: string): boolean {
  const [, host, port = "0"] = authorityParts.exec(authority) ?? [];
  return host !== undefined && Number(port) <= 65_535;
}

/** A URL's user and password have no place in an error. */
function withoutSecrets(text: string): string {
  return text.replace(/\/\/[^/]*@/, "//…@");
}

const prefixed = new WeakMap<Endpoint, Map<string, Endpoint>>();

/** Prefixes with an input's value in them (an account's id) are few, but not bounded. */
const CAPACITY = 64;

/**
 * The endpoint with an operation's host prefix before its host: `data.` gives `data.iot.eu-west-1.amazonaws.com`.
 * An address of numbers has no subdomains and stays as it is. Throws `EndpointError` where the prefix, with the
 * input's values in it, is no part of a host name.
 */
export function withHostPrefix(endpoint: Endpoint, prefix: string): Endpoint {
  let known = prefixed.get(endpoint);
  if (!known) {
    known = new Map();
    prefixed.set(endpoint, known);
  }
  const found = known.get(prefix);
  if (found) return found;
  const made = addHostPrefix(endpoint, prefix);
  if (known.size >= CAPACITY) known.delete(known.keys().next().value!);
  known.set(prefix, made);
  return made;
}

function addHostPrefix(endpoint: Endpoint, prefix: string): Endpoint {
  // Some prefixes are labels of their own ("data."), some begin the host's first one ("data-"): any letter stands for it.
  if (!isValidHostLabel(`${prefix}x`, true)) {
    throw new EndpointError(
      `"${prefix}" cannot stand before the host ${endpoint.host}: the input's values that become part of the host ` +
        "name may have letters, digits and hyphens only, 63 at most.",
    );
  }
  if (isAddress(endpoint.host)) return endpoint;
  const host = prefix + endpoint.host;
  return { ...endpoint, host, origin: endpoint.origin.replace("://", `://${prefix}`) };
}

function isAddress(host: string): boolean {
  return host.startsWith("[") || /^\d+\.\d+\.\d+\.\d+(:\d+)?$/.test(host);
}
