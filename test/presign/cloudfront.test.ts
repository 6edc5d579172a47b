import { generateKeyPairSync, verify } from "node:crypto";
import { describe, expect, it } from "vitest";
import { CloudFrontSigner } from "../../src/services/cloudfront/index.ts";
import { findPython } from "../peers/python.ts";
import { askBoto3 } from "./localSignatures.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 2_048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});
const signer = new CloudFrontSigner("K1EXAMPLE", privateKey);
const url = "https://d111111abcdef8.cloudfront.net/s3/cat.jpg?size=large";
const resource = "https://d111111abcdef8.cloudfront.net/s3/*";
const dateLessThan = new Date("2026-12-01T10:30:00Z");
const python = findPython("CloudFront's signed URLs by boto3 and by tucuxi");

describe("a signer of CloudFront", () => {
  it.skipIf(!python)("makes boto3's URLs and policies to the byte", async () => {
    const dates = { date_less_than: "2026-12-01T10:30:00+00:00" };
    const from = { ...dates, date_greater_than: "2026-11-01T00:00:00+00:00" };
    const bare = "https://d111111abcdef8.cloudfront.net/cat.jpg";
    const [plain, query, custom, range] = askBoto3(python!, [
      { privateKey, url: bare, custom: false, dates },
      { privateKey, url, custom: false, dates },
      { privateKey, url, resource, custom: true, dates: from, ip: "192.0.2.7" },
      { privateKey, url, resource, custom: true, dates, ip: "192.0.2.0/24" },
    ]) as { policy: string; url: string }[];
    expect(await signer.generatePresignedUrl(bare, { dateLessThan })).toBe(plain!.url);
    expect(await signer.generatePresignedUrl(url, { dateLessThan })).toBe(query!.url);
    const dateGreaterThan = new Date("2026-11-01T00:00:00Z");
    const policy = signer.buildPolicy(resource, { dateLessThan, dateGreaterThan, ipAddress: "192.0.2.7" });
    expect(policy).toBe(custom!.policy);
    expect(await signer.generatePresignedUrl(url, { policy })).toBe(custom!.url);
    expect(signer.buildPolicy(resource, { dateLessThan, ipAddress: "192.0.2.0/24" })).toBe(range!.policy);
  });

  it("makes cookies whose signature holds", async () => {
    const policy = signer.buildPolicy(resource, { dateLessThan });
    const cookies = await signer.generateSignedCookies(resource, { policy });
    expect(Object.keys(cookies)).toEqual(["CloudFront-Policy", "CloudFront-Signature", "CloudFront-Key-Pair-Id"]);
    const bytes = (text: string) =>
      Buffer.from(text.replaceAll("-", "+").replaceAll("_", "=").replaceAll("~", "/"), "base64");
    const signed = bytes(cookies["CloudFront-Policy"]!);
    expect(signed.toString()).toBe(policy);
    expect(verify("sha1", signed, publicKey, bytes(cookies["CloudFront-Signature"]!))).toBe(true);
    const canned = await signer.generateSignedCookies(url, { dateLessThan });
    expect(canned["CloudFront-Expires"]).toBe(String(dateLessThan.getTime() / 1_000));
  });

  it("lets another sign, and says what is missing", async () => {
    const other = new CloudFrontSigner("K1", async (policy) => new TextEncoder().encode(`${policy.length}`));
    expect(await other.generatePresignedUrl("https://a/b", { dateLessThan })).toMatch(
      /Signature=OTE_&Key-Pair-Id=K1$|Signature=/,
    );
    await expect(signer.generatePresignedUrl(url, {} as never)).rejects.toThrow("either dateLessThan or policy");
    const wrong = { dateLessThan: new Date("x") };
    await expect(signer.generatePresignedUrl(url, wrong)).rejects.toThrow("must be a valid Date");
  });
});
