import { platform } from "#platform";
import { SigningError } from "../errors/index.ts";
import { percentEncode } from "./percentEncode.ts";
import type { Signer } from "./types.ts";

/**
 * Signs a query service's form by Signature Version 2: SimpleDB, the service that never learnt another. The signature
 * is one more of the form's parameters.
 * Source: https://docs.aws.amazon.com/AmazonSimpleDB/latest/DeveloperGuide/HMACAuth.html; boto3's `SigV2Auth`.
 */
export const signV2: Signer = (request, { identity, date }) => {
  const { body, headers, method, path } = request;
  if (typeof body !== "string") throw new SigningError("Signature Version 2 signs forms only.");
  const { host = request.origin.slice(request.origin.indexOf("://") + 3) } = headers;
  const parameters = new Map(body.split("&").map(decodePair));
  parameters.set("AWSAccessKeyId", identity.accessKeyId);
  parameters.set("SignatureVersion", "2");
  parameters.set("SignatureMethod", "HmacSHA256");
  parameters.set("Timestamp", date.toISOString().replace(/\.\d+Z$/, "Z"));
  if (identity.sessionToken) parameters.set("SecurityToken", identity.sessionToken);
  // Of an earlier attempt.
  parameters.delete("Signature");
  const form = [...parameters.keys()]
    .sort()
    .map((name) => `${percentEncode(name)}=${percentEncode(parameters.get(name)!)}`)
    .join("&");
  const signature = platform.hmacSha256(identity.secretAccessKey, `${method}\n${host}\n${path}\n${form}`);
  request.body = `${form}&Signature=${percentEncode(platform.base64Encode(signature))}`;
  // The form is ASCII through and through.
  if ("content-length" in headers) headers["content-length"] = String(request.body.length);
};

function decodePair(pair: string): [name: string, value: string] {
  const [name = "", value = ""] = pair.split("=").map((part) => decodeURIComponent(part.replaceAll("+", " ")));
  return [name, value];
}
