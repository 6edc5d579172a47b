import { platform } from "#platform";
import { ParamValidationError } from "../../errors/index.ts";

/** Signs a policy over SHA-1, wherever the key is. */
export type PolicySigner = (policy: string) => Uint8Array | Promise<Uint8Array>;

export interface UrlPolicy {
  /** Until then. */
  readonly dateLessThan: Date;
  /** From then on. */
  readonly dateGreaterThan?: Date | undefined;
  /** One address, or a range of them: `192.0.2.0/24`. */
  readonly ipAddress?: string | undefined;
}

/** For how long a URL is good; or, as a policy of {@link CloudFrontSigner.buildPolicy}, also from when and for whom. */
export type UrlCondition =
  | { readonly dateLessThan: Date; readonly policy?: never }
  | { readonly policy: string; readonly dateLessThan?: never };

/** Cookies by their names, as a browser must send them. */
export type SignedCookies = Readonly<
  Record<`CloudFront-${"Expires" | "Policy" | "Signature" | "Key-Pair-Id"}`, string | undefined>
>;

/**
 * Signs URLs and cookies for what a CloudFront distribution keeps private. Nothing is sent. boto3: `CloudFrontSigner`.
 * Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PrivateContent.html
 *
 * @example
 * import { CloudFrontSigner } from "tucuxi/cloudfront";
 * const signer = new CloudFrontSigner("K2JCJMDEHXQW5F", process.env.CLOUDFRONT_PRIVATE_KEY!);
 * const dateLessThan = new Date(Date.now() + 3_600_000);
 * console.log(await signer.generatePresignedUrl("https://photos.example.com/cat.jpg", { dateLessThan }));
 */
export class CloudFrontSigner {
  readonly #keyId: string;
  readonly #sign: PolicySigner;

  /** The public key's id, and the private key in PEM, or a function that signs by it. */
  constructor(keyId: string, privateKey: string | PolicySigner) {
    this.#keyId = keyId;
    this.#sign = typeof privateKey === "function" ? privateKey : (policy) => platform.signSha1(privateKey, policy);
  }

  /** boto3: `generate_presigned_url`. */
  async generatePresignedUrl(url: string, condition: UrlCondition): Promise<string> {
    const parts = Object.entries(await this.#signed("generatePresignedUrl", url, condition));
    return `${url}${url.includes("?") ? "&" : "?"}${parts.map(([name, value]) => `${name}=${value}`).join("&")}`;
  }

  /**
   * Cookies that open a URL, or with a policy all that it fits.
   *
   * @example
   * import { CloudFrontSigner } from "tucuxi/cloudfront";
   * const signer = new CloudFrontSigner("K2JCJMDEHXQW5F", process.env.CLOUDFRONT_PRIVATE_KEY!);
   * const dateLessThan = new Date(Date.now() + 3_600_000);
   * const policy = signer.buildPolicy("https://photos.example.com/2026/*", { dateLessThan });
   * const cookies = await signer.generateSignedCookies("https://photos.example.com/2026/*", { policy });
   */
  async generateSignedCookies(url: string, condition: UrlCondition): Promise<Partial<SignedCookies>> {
    const parts = Object.entries(await this.#signed("generateSignedCookies", url, condition));
    return Object.fromEntries(parts.map(([name, value]) => [`CloudFront-${name}`, value]));
  }

  /** A policy in JSON; `*` in the resource stands for anything. boto3: `build_policy`. */
  buildPolicy(resource: string, { dateLessThan, dateGreaterThan, ipAddress }: UrlPolicy): string {
    const Condition = {
      DateLessThan: { "AWS:EpochTime": epoch("buildPolicy", "dateLessThan", dateLessThan) },
      ...(ipAddress && { IpAddress: { "AWS:SourceIp": ipAddress.includes("/") ? ipAddress : `${ipAddress}/32` } }),
      ...(dateGreaterThan && {
        DateGreaterThan: { "AWS:EpochTime": epoch("buildPolicy", "dateGreaterThan", dateGreaterThan) },
      }),
    };
    return JSON.stringify({ Statement: [{ Resource: resource, Condition }] });
  }

  async #signed(method: string, url: string, { dateLessThan, policy }: UrlCondition): Promise<Record<string, string>> {
    if ((dateLessThan === undefined) === (policy === undefined)) {
      throw new ParamValidationError(method, [{ path: "", message: "needs either dateLessThan or policy, not both" }]);
    }
    const text = policy ?? this.buildPolicy(url, { dateLessThan: dateLessThan! });
    const signature = urlSafe(await this.#sign(text));
    const what: Record<string, string> =
      policy === undefined
        ? { Expires: String(epoch(method, "dateLessThan", dateLessThan)) }
        : { Policy: urlSafe(platform.utf8Encode(policy)) };
    return { ...what, Signature: signature, "Key-Pair-Id": this.#keyId };
  }
}

function epoch(method: string, path: string, date: Date | undefined): number {
  const seconds = date instanceof Date ? Math.floor(date.getTime() / 1_000) : Number.NaN;
  if (Number.isNaN(seconds)) throw new ParamValidationError(method, [{ path, message: "must be a valid Date" }]);
  return seconds;
}

/** Base64 without what means something in a URL. */
function urlSafe(bytes: Uint8Array): string {
  return platform.base64Encode(bytes).replaceAll("+", "-").replaceAll("=", "_").replaceAll("/", "~");
}
