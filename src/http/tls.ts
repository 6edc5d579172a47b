import { ConfigError } from "../errors/index.ts";

/** Certificates, as PEM text or bytes, or as the path of a PEM file. */
export interface TlsOptions {
  /** Path of a file of authorities that are trusted in place of the usual ones. `AWS_CA_BUNDLE`, boto3's `verify`. */
  caBundle?: string | undefined;
  /** Authorities that are trusted besides the usual ones, or besides those of `caBundle`. */
  ca?: string | Uint8Array | readonly (string | Uint8Array)[] | undefined;
  /** Path of a PEM file with the client's certificate, and its key too unless `clientKey` is given. boto3: `client_cert`. */
  clientCertificate?: string | undefined;
  /** Path of a PEM file with the client's key. */
  clientKey?: string | undefined;
  passphrase?: string | undefined;
  /** Whether the host's certificate must be valid. Default: true; `false` is for tests only. boto3: `verify=False`. */
  rejectUnauthorized?: boolean | undefined;
}

/** What node:tls is given. */
export interface TlsContext {
  ca?: (string | Uint8Array)[];
  cert?: Uint8Array;
  key?: Uint8Array;
  passphrase?: string;
  rejectUnauthorized?: boolean;
}

/** Reads the files. Throws `ConfigError` where one cannot be read. */
export function tlsContext(options: TlsOptions | undefined): TlsContext {
  if (!options) return {};
  const { caBundle, ca, clientCertificate, clientKey, passphrase, rejectUnauthorized } = options;
  const context: TlsContext = {};
  const extra = ca === undefined ? [] : Array.isArray(ca) ? ca : [ca];
  if (caBundle !== undefined) context.ca = [read(caBundle, "caBundle"), ...extra];
  else if (extra.length > 0) context.ca = [...process.getBuiltinModule("node:tls").rootCertificates, ...extra];
  if (clientCertificate !== undefined) {
    context.cert = read(clientCertificate, "clientCert");
    context.key = clientKey === undefined ? context.cert : read(clientKey, "clientCert");
  }
  if (passphrase !== undefined) context.passphrase = passphrase;
  if (rejectUnauthorized !== undefined) context.rejectUnauthorized = rejectUnauthorized;
  return context;
}

function read(path: string, option: string): Uint8Array {
  try {
    return process.getBuiltinModule("node:fs").readFileSync(path);
  } catch (cause) {
    throw new ConfigError(`${option} names the file ${path}, which cannot be read.`, { cause });
  }
}
