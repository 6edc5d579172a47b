/** Two URLs of one operation that are not the same. */
export interface Difference {
  readonly service: string;
  readonly operation: string;
  readonly ours: string;
  readonly boto3: string;
  readonly input: unknown;
  /** Whether the operation's input is a stream of events. */
  readonly takesEvents: boolean;
}

interface Reason {
  readonly why: string;
  readonly holds: (difference: Difference) => boolean;
}

const reasons: readonly Reason[] = [
  {
    why: "boto3 writes what is nested in a JSON body as Python does ({'a': True}), which no service reads; here it is JSON",
    holds: ({ ours, boto3 }) =>
      pairsOf(boto3).some(([name, value]) => isPython(value) && pairsOf(ours).some(([own]) => own === name)),
  },
  {
    why: "boto3 signs another query than it writes where a list is empty: `?&X-Amz-…`",
    holds: ({ boto3 }) => /[?&]&/.test(boto3),
  },
  {
    why: "the model says that the operation takes no signature, as boto3's own calls have none, but its URLs",
    holds: ({ ours }) => !ours.includes("X-Amz-Signature"),
  },
  {
    why: "boto3's URLs are signed for the client's region where the endpoint rules name another, which its calls heed",
    holds: ({ ours, boto3 }) => regionOf(ours) !== regionOf(boto3) && withoutRegion(ours) === withoutRegion(boto3),
  },
  {
    why: "the endpoint rules ask for SigV4a, by which boto3 signs no URLs but S3's",
    holds: ({ ours, boto3 }) => ours.includes("=AWS4-ECDSA-P256-SHA256&") && !boto3.includes("ECDSA"),
  },
  {
    why: "Glacier refuses requests that do not say the version; boto3's URLs leave it to their user to find out",
    holds: ({ service, ours }) => service === "glacier" && ours.includes("x-amz-glacier-version"),
  },
  {
    why: "an empty list in a header is an empty header here, as Smithy's protocol tests have it; boto3 leaves it out",
    holds: ({ input, ours, boto3 }) =>
      hasEmptyList(input) && signedHeaders(ours).length === signedHeaders(boto3).length + 1,
  },
  {
    why: "boto3 takes the name of the global region for a real one, and finds a host that does not exist",
    holds: ({ boto3 }) => boto3.includes(".aws-global."),
  },
  {
    why: "a copy from another region has the request to that region in it, as in a call; in boto3's URLs it is missing",
    holds: ({ ours, boto3 }) => /[?&]Pre[sS]ignedUrl=/.test(ours) && !/[?&]Pre[sS]ignedUrl=/.test(boto3),
  },
  {
    why: "an event stream cannot be sent by whoever has its URL",
    holds: ({ takesEvents }) => takesEvents,
  },
];

/** Why it is right that the URLs differ; `undefined` where nothing says so. */
export function reasonFor(difference: Difference): string | undefined {
  return reasons.find(({ holds }) => holds(difference))?.why;
}

/** A URL without the region of its scope, and the signature, which follows from it. */
function withoutRegion(url: string): string {
  return url.replace(/(X-Amz-Credential=\w+%2F\d+)%2F[a-z0-9-]+/, "$1").replace(/X-Amz-Signature=\w+$/, "");
}

function hasEmptyList(input: unknown): boolean {
  return Object.values(input as object).some((value) => Array.isArray(value) && value.length === 0);
}

function signedHeaders(url: string): string[] {
  return new URL(url).searchParams.get("X-Amz-SignedHeaders")?.split(";") ?? [];
}

function regionOf(url: string): string | undefined {
  return /X-Amz-Credential=\w+%2F\d+%2F([a-z0-9-]+)/.exec(url)?.[1];
}

function pairsOf(url: string): [name: string, value: string][] {
  return [...new URL(url).searchParams];
}

function isPython(value: string): boolean {
  return /^[[{]/.test(value) || value === "True" || value === "False" || value === "None";
}
