import { SigningError } from "../errors/index.ts";
import type { Operation, Service } from "../model/service.ts";
import { authSchemeName } from "./schemeName.ts";
import type { AuthScheme, AuthSchemeName } from "./types.ts";

/** All that has a say in how a request is signed. */
export interface AuthSchemeChoice {
  readonly operation: Operation;
  readonly service: Service;
  /** Of the endpoint that the rules found: their `authSchemes` name services and regions to sign for. */
  readonly endpoint: { readonly authSchemes?: readonly AuthScheme[] };
  /** The client's region: what is signed for where the rules name none. */
  readonly region: string | undefined;
  /** Names in order, as the user has them (`auth_scheme_preference`): `sigv4a`, `httpBearerAuth` … */
  readonly preference?: readonly string[] | undefined;
  /** The regions that a SigV4a signature is good for; the rules' own, else the signing region, by default. */
  readonly signingRegionSet?: readonly string[] | undefined;
  /** Without credentials a request that may be signed goes out unsigned. */
  readonly hasCredentials: boolean;
  readonly hasToken: boolean;
  /** Whether a token goes before keys, as where `AWS_BEARER_TOKEN_<SERVICE>` is set. A preference goes before this. */
  readonly prefersToken?: boolean | undefined;
}

/**
 * The scheme of a request: the first that the operation (else the service) allows and that can be had, in the order of
 * the user's preference, else the model's. Where that is a signature, the endpoint's rules say which, and for whom.
 * Source: boto3's `auth_scheme_preference`; https://docs.aws.amazon.com/sdkref/latest/guide/feature-auth-scheme-preference.html
 *
 * @example
 * chooseAuthScheme({ operation, service, endpoint, region: "eu-west-1", hasCredentials: true, hasToken: false });
 * // { name: "sigv4", signingName: "dynamodb", signingRegion: "eu-west-1" }
 */
export function chooseAuthScheme(choice: AuthSchemeChoice): AuthScheme {
  const { operation, service, preference = [] } = choice;
  const preferred = preference.flatMap((name) => authSchemeName(name.trim()) ?? []);
  const allowed = allowedSchemes(operation, service);
  const token = choice.prefersToken && preferred.length === 0 ? (["bearer"] as const) : [];
  const ordered = inOrder(allowed, [...preferred, ...token]);
  const first = ordered.find((name) => isAtHand(name, choice));
  if (first === undefined) {
    if (!choice.hasCredentials && ordered.some(isSignature)) return { name: "none" };
    throw new SigningError(
      `${service.name}.${operation.name} is authorized by ${ordered.join(" or ")}, and there is no ` +
        `${ordered.includes("bearer") ? "token: give `token`, or log in by SSO" : "key: give `credentials`"}.`,
    );
  }
  return isSignature(first) ? signatureScheme(choice, first, preferred) : { name: first };
}

/** By the operation's trait, else the service's, else what older models have in their place. */
function allowedSchemes(operation: Operation, service: Service): readonly AuthSchemeName[] {
  const { auth, authtype } = operation.traits;
  const trait = auth ?? (authtype === "none" || authtype === "bearer" ? [authtype] : service.metadata.auth);
  if (trait) {
    const known = trait.flatMap((name) => authSchemeName(name) ?? []);
    if (known.length > 0) return known;
    throw new SigningError(`${service.name}.${operation.name} is authorized in ways not known here: ${trait}.`);
  }
  // S3's own signature of old ("s3") is known here no more: S3 takes today's.
  return [authSchemeName(service.metadata.signatureVersion) ?? "sigv4"];
}

function isSignature(name: AuthSchemeName): boolean {
  return name !== "none" && name !== "bearer";
}

function isAtHand(name: AuthSchemeName, { hasCredentials, hasToken }: AuthSchemeChoice): boolean {
  if (name === "none") return true;
  return name === "bearer" ? hasToken : hasCredentials;
}

/** The names of a list with the preferred ones first. */
function inOrder(names: readonly AuthSchemeName[], preferred: readonly AuthSchemeName[]): AuthSchemeName[] {
  return [...preferred.filter((name) => names.includes(name)), ...names.filter((name) => !preferred.includes(name))];
}

function signatureScheme(
  choice: AuthSchemeChoice,
  first: AuthSchemeName,
  preferred: readonly AuthSchemeName[],
): AuthScheme {
  const { service, region, signingRegionSet } = choice;
  const scheme = schemeOfRules(choice.endpoint.authSchemes ?? [], first, preferred);
  const signingName = scheme.signingName ?? service.metadata.signingName ?? service.metadata.endpointPrefix;
  const signingRegion = scheme.signingRegion ?? region;
  const common = { ...scheme, signingName, ...(signingRegion && { signingRegion }) };
  if (scheme.name !== "sigv4a") return common;
  return { ...common, signingRegionSet: signingRegionSet ?? scheme.signingRegionSet ?? [signingRegion ?? "*"] };
}

/**
 * The rules' first scheme by the user's preference. A SigV4a signature that the user prefers and the operation allows
 * is made where the rules speak of SigV4 only: for the same service, and the region of the request.
 */
function schemeOfRules(
  schemes: readonly AuthScheme[],
  first: AuthSchemeName,
  preferred: readonly AuthSchemeName[],
): AuthScheme {
  const signatures = schemes.filter(({ name }) => isSignature(name));
  const name = inOrder([...new Set(signatures.map((scheme) => scheme.name))], preferred)[0];
  const scheme = signatures.find((candidate) => candidate.name === name);
  if (!scheme) return { name: first };
  const wantsSigV4a = first === "sigv4a" && preferred[0] === "sigv4a" && scheme.name === "sigv4";
  return wantsSigV4a ? { ...scheme, name: "sigv4a" } : scheme;
}
