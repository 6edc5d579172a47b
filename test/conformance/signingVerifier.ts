import { createECDH, createHash, createHmac, createPublicKey, type KeyObject, verify } from "node:crypto";

/**
 * A server's side of Signature Version 4 and 4a, written from AWS's documents and not from `src/auth`: the canonical
 * form is made of what the request means (decoded, sorted), as a server must make it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export interface ReceivedRequest {
  readonly method: string;
  /** The target as it stands in the request's first line. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Verification {
  /** The body without its chunks, and the trailing headers, whose signature holds. */
  readonly body: Buffer;
  readonly trailer: Readonly<Record<string, string>>;
  readonly scope: string;
}

export interface VerifierOptions {
  readonly secrets: Readonly<Record<string, string>>;
  /** The server's own time. */
  readonly now: Date;
  /** Whether paths are signed as S3 has it. */
  readonly s3: boolean;
}

/** Throws an error that says what does not hold. */
export function verifyRequest(request: ReceivedRequest, options: VerifierOptions): Verification {
  const { pathname, pairs } = parseTarget(request.target);
  const query = new Map(pairs);
  const inQuery = query.has("X-Amz-Signature");
  const claims = inQuery ? claimsOfQuery(query) : claimsOfHeader(request.headers);
  checkTime(claims, options.now);
  for (const name of ["host", ...Object.keys(request.headers).filter((header) => header.startsWith("x-amz-"))]) {
    if (!claims.signedHeaders.includes(name)) throw new Error(`the header ${name} is not signed`);
  }
  const named = request.headers["x-amz-content-sha256"];
  const payload = named ?? (inQuery && options.s3 ? "UNSIGNED-PAYLOAD" : sha256(request.body));
  if (/^[0-9a-f]{64}$/.test(payload) && payload !== sha256(request.body)) throw new Error("the body is another");
  const canonical = [
    request.method,
    options.s3
      ? encodePath(decodeURIComponent(pathname))
      : encodePath(encodePath(normalize(decodeURIComponent(pathname)))),
    pairs
      .filter(([name]) => name !== "X-Amz-Signature")
      .map(([name, value]) => [encode(name), encode(value)] as const)
      .sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB))
      .map(([name, value]) => `${name}=${value}`)
      .join("&"),
    ...claims.signedHeaders.map((name) => `${name}:${(request.headers[name] ?? "").trim().replace(/\s+/g, " ")}`),
    "",
    claims.signedHeaders.join(";"),
    payload,
  ].join("\n");
  const secret = options.secrets[claims.accessKeyId];
  if (secret === undefined) throw new Error(`no secret of ${claims.accessKeyId}`);
  const check = checker(claims, secret);
  check([claims.algorithm, claims.timestamp, claims.scope, sha256(canonical)].join("\n"), claims.signature);
  if (!payload.startsWith("STREAMING-")) return { body: request.body, trailer: {}, scope: claims.scope };
  const signed = payload.startsWith("STREAMING-AWS4-");
  return { ...readChunks(request, payload, claims, signed ? check : undefined), scope: claims.scope };
}

interface Claims {
  readonly algorithm: string;
  readonly accessKeyId: string;
  readonly scope: string;
  readonly timestamp: string;
  readonly expires: number;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

function claimsOfHeader(headers: Readonly<Record<string, string>>): Claims {
  const form = /^(AWS4-[A-Z0-9-]+) Credential=([^/]+)\/(\S+), SignedHeaders=(\S+), Signature=([0-9a-f]+)$/;
  const match = form.exec(headers.authorization ?? "");
  if (!match) throw new Error(`no authorization: ${headers.authorization}`);
  const [, algorithm, accessKeyId, scope, names, signature] = match as unknown as string[];
  return {
    algorithm: algorithm!,
    accessKeyId: accessKeyId!,
    scope: scope!,
    timestamp: headers["x-amz-date"]!,
    expires: 300,
    signedHeaders: names!.split(";"),
    signature: signature!,
  };
}

function claimsOfQuery(query: ReadonlyMap<string, string>): Claims {
  const [accessKeyId = "", ...scope] = query.get("X-Amz-Credential")!.split("/");
  return {
    algorithm: query.get("X-Amz-Algorithm")!,
    accessKeyId,
    scope: scope.join("/"),
    timestamp: query.get("X-Amz-Date")!,
    expires: Number(query.get("X-Amz-Expires")),
    signedHeaders: query.get("X-Amz-SignedHeaders")!.split(";"),
    signature: query.get("X-Amz-Signature")!,
  };
}

function checkTime({ timestamp, expires, scope }: Claims, now: Date): void {
  const at = Date.parse(timestamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
  const age = (now.getTime() - at) / 1_000;
  if (!(age >= -300 && age <= expires)) throw new Error(`signed ${age} seconds ago, good for ${expires}`);
  if (!scope.startsWith(timestamp.slice(0, 8))) throw new Error("the scope is of another day");
}

type Check = (text: string, signature: string) => void;

function checker({ algorithm, accessKeyId, scope }: Claims, secret: string): Check {
  if (algorithm === "AWS4-ECDSA-P256-SHA256") {
    const key = publicKeyV4a(accessKeyId, secret);
    return (text, signature) => {
      const der = Buffer.from(signature.replace(/\*+$/, ""), "hex");
      if (!verify("sha256", Buffer.from(text), key, der)) throw new Error(`the signature does not hold of\n${text}`);
    };
  }
  const key = scope
    .split("/")
    .reduce<Buffer | string>((k, part) => createHmac("sha256", k).update(part).digest(), `AWS4${secret}`);
  return (text, signature) => {
    const expected = createHmac("sha256", key).update(text).digest("hex");
    if (signature !== expected) throw new Error(`the signature should be ${expected} of\n${text}`);
  };
}

function publicKeyV4a(accessKeyId: string, secret: string): KeyObject {
  const input = Buffer.concat([
    Buffer.from([0, 0, 0, 1]),
    Buffer.from("AWS4-ECDSA-P256-SHA256\0"),
    Buffer.from(accessKeyId),
    Buffer.from([1, 0, 0, 1, 0]),
  ]);
  const candidate = createHmac("sha256", `AWS4A${secret}`).update(input).digest("hex");
  const curve = createECDH("prime256v1");
  curve.setPrivateKey((BigInt(`0x${candidate}`) + 1n).toString(16).padStart(64, "0"), "hex");
  const point = curve.getPublicKey();
  const coordinate = (start: number) => point.subarray(start, start + 32).toString("base64url");
  return createPublicKey({ key: { kty: "EC", crv: "P-256", x: coordinate(1), y: coordinate(33) }, format: "jwk" });
}

/** The body of a request that is not signed at all, but cut into chunks. */
export function readUnsignedChunks(request: ReceivedRequest): Omit<Verification, "scope"> {
  const payload = request.headers["x-amz-content-sha256"] ?? "";
  if (payload !== "STREAMING-UNSIGNED-PAYLOAD-TRAILER") throw new Error(`chunks are not announced: ${payload}`);
  return readChunks(request, payload, { signature: "" } as Claims, undefined);
}

/** Reads a body in `aws-chunked`, each chunk's signature over the one before it. */
function readChunks({ headers, body }: ReceivedRequest, payload: string, claims: Claims, check: Check | undefined) {
  const pieces: Buffer[] = [];
  let position = 0;
  let previous = claims.signature;
  const line = (): string => {
    const end = body.indexOf("\r\n", position);
    if (end < 0) throw new Error("the body ends within a line");
    const text = body.toString("latin1", position, end);
    position = end + 2;
    return text;
  };
  const prefix = (kind: string) => `${claims.algorithm}-${kind}\n${claims.timestamp}\n${claims.scope}\n${previous}\n`;
  for (let size = -1; size !== 0; ) {
    const [length = "", signature = ""] = line().split(";chunk-signature=");
    size = Number.parseInt(length, 16);
    const chunk = body.subarray(position, position + size);
    position += size;
    if (check) check(`${prefix("PAYLOAD")}${sha256("")}\n${sha256(chunk)}`, signature);
    previous = signature;
    if (size > 0 && line() !== "") throw new Error("a chunk is longer than it says");
    pieces.push(chunk);
  }
  const trailer: Record<string, string> = {};
  for (let text = line(); text !== ""; text = line())
    trailer[text.slice(0, text.indexOf(":"))] = text.slice(text.indexOf(":") + 1);
  const { "x-amz-trailer-signature": signature, ...named } = trailer;
  const lines = Object.entries(named).map(([name, value]) => `${name}:${value}\n`);
  if (payload.endsWith("-TRAILER") && check) check(`${prefix("TRAILER")}${sha256(lines.join(""))}`, signature ?? "");
  if (position !== body.length) throw new Error("something follows the body");
  const decoded = Buffer.concat(pieces);
  if (decoded.length !== Number(headers["x-amz-decoded-content-length"]))
    throw new Error("the body's length is another");
  return { body: decoded, trailer: named };
}

function parseTarget(target: string): {
  readonly pathname: string;
  readonly pairs: readonly (readonly [string, string])[];
} {
  const [pathname = "/", query = ""] = target.split(/\?(.*)/s, 2);
  const pairs = query === "" ? [] : query.split("&").map((pair) => pair.split(/=(.*)/s, 2).map(decodeURIComponent));
  return { pathname, pairs: pairs.map(([name = "", value = ""]) => [name, value] as const) };
}

function normalize(path: string): string {
  const segments = path.split("/").filter((segment) => segment !== "" && segment !== ".");
  const kept: string[] = [];
  for (const segment of segments) segment === ".." ? kept.pop() : kept.push(segment);
  return `/${kept.join("/")}${path.endsWith("/") && kept.length > 0 ? "/" : ""}`;
}

function encode(text: string): string {
  return Array.from(Buffer.from(text), (byte) => {
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9\-._~]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }).join("");
}

const encodePath = (path: string): string => path.split("/").map(encode).join("/");
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const sha256 = (data: string | Buffer): string => createHash("sha256").update(data).digest("hex");
