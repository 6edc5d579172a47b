/** Stands where a secret was; it passes for base64 too. */
const removed = "REMOVED0";

/** Names of members whose values are secrets, in whatever case and with whatever stands before: `MasterUserPassword`. */
const secretName =
  "[A-Za-z0-9_-]*(?:password|secret|secretaccesskey|secretkey|secretstring|secretbinary|secrethash|accesskeyid|" +
  "accesstoken|refreshtoken|idtoken|sessiontoken|securitytoken|authtoken|authorizationtoken|identitytoken|" +
  "samlassertion|devicecode|privatekey|keymaterial|plaintext|ciphertextforrecipient)";

const inJson = new RegExp(`("${secretName}"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"`, "gi");
const inXml = new RegExp(`(<(${secretName})>)[^<]*(?=</)`, "gi");
const inForm = new RegExp(`((?:^|[&?.])${secretName}=)[^&]*`, "gi");

/** Removes credentials, tokens, passwords and the like from a JSON, an XML or a form text. */
export function withoutSecrets(text: string): string {
  return text.replace(inJson, `$1"${removed}"`).replace(inXml, `$1${removed}`).replace(inForm, `$1${removed}`);
}

const inQuery = /([?&]X-Amz-(?:Credential|Signature|Security-Token|S3session-Token)=)[^&]*/gi;

/** The same for an address, whose query may be a signature. */
export function withoutSecretsInUrl(url: string): string {
  return withoutSecrets(url.replace(inQuery, `$1${removed}`));
}
