import { describe, expect, it } from "vitest";
import { Service } from "../model/service.ts";
import type { OperationModel, ServiceMetadata, ServiceModel } from "../model/types.ts";
import { type AuthSchemeChoice, chooseAuthScheme } from "./choose.ts";
import type { AuthScheme } from "./types.ts";

function choose(
  model: { metadata?: Partial<ServiceMetadata>; operation?: OperationModel; rules?: readonly AuthScheme[] },
  choice: Partial<AuthSchemeChoice> = {},
): AuthScheme {
  const metadata = { endpointPrefix: "things", signatureVersion: "v4", ...model.metadata };
  const service = new Service("things", {
    metadata,
    operations: { Get: model.operation ?? {} },
    shapes: {},
  } as unknown as ServiceModel);
  return chooseAuthScheme({
    service,
    operation: service.operation("Get"),
    endpoint: model.rules ? { authSchemes: model.rules } : {},
    region: "eu-west-1",
    hasCredentials: true,
    hasToken: false,
    ...choice,
  });
}

const both = { auth: ["aws.auth#sigv4", "smithy.api#httpBearerAuth"] };

describe("chooseAuthScheme", () => {
  it("signs for the model's name and the client's region where the rules say nothing", () => {
    const sigv4 = { name: "sigv4", signingName: "things", signingRegion: "eu-west-1" };
    expect(choose({})).toEqual(sigv4);
    expect(choose({ metadata: { signingName: "thing" } })).toEqual({ ...sigv4, signingName: "thing" });
    expect(choose({ metadata: { signatureVersion: "s3" } })).toEqual(sigv4);
    expect(choose({ metadata: { signatureVersion: "v2" } })).toEqual({ ...sigv4, name: "sigv2" });
  });

  it("signs for whom the rules say", () => {
    const rules: AuthScheme[] = [{ name: "sigv4", signingName: "s3-outposts", signingRegion: "us-east-1" }];
    expect(choose({ rules })).toEqual(rules[0]);
    expect(choose({ rules, metadata: { signatureVersion: "v2" } })).toEqual(rules[0]);
  });

  it("takes the rules' first scheme, or the preferred one of theirs", () => {
    const rules: AuthScheme[] = [
      { name: "sigv4a", signingName: "s3-outposts", signingRegionSet: ["*"] },
      { name: "sigv4", signingName: "s3-outposts", signingRegion: "us-east-1" },
    ];
    expect(choose({ rules })).toMatchObject({ name: "sigv4a", signingRegionSet: ["*"] });
    expect(choose({ rules }, { preference: ["sigv4"] })).toEqual(rules[1]);
    expect(choose({ rules }, { signingRegionSet: ["us-*"] })).toMatchObject({ signingRegionSet: ["us-*"] });
  });

  it("makes the SigV4a signature that is preferred where the operation allows it and the rules speak of SigV4", () => {
    const metadata = { auth: ["aws.auth#sigv4", "aws.auth#sigv4a"] };
    const rules: AuthScheme[] = [{ name: "sigv4", signingName: "sts", signingRegion: "us-east-1" }];
    expect(choose({ metadata, rules })).toEqual(rules[0]);
    expect(choose({ metadata, rules }, { preference: ["sigv4a"] })).toMatchObject({
      name: "sigv4a",
      signingName: "sts",
      signingRegionSet: ["us-east-1"],
    });
    expect(choose({ rules }, { preference: ["sigv4a"] })).toEqual(rules[0]);
  });

  it("follows the model's order, the user's before it", () => {
    const withToken = { hasToken: true };
    expect(choose({ metadata: both }, withToken).name).toBe("sigv4");
    expect(choose({ metadata: both }, { ...withToken, preference: ["httpBearerAuth"] }).name).toBe("bearer");
    expect(choose({ metadata: both }, { ...withToken, prefersToken: true }).name).toBe("bearer");
    expect(choose({ metadata: both }, { ...withToken, prefersToken: true, preference: ["sigv4"] }).name).toBe("sigv4");
    expect(choose({ metadata: both }, { ...withToken, hasCredentials: false }).name).toBe("bearer");
    expect(choose({ metadata: both }, { preference: ["httpBearerAuth"] }).name).toBe("sigv4");
  });

  it("asks the operation before the service", () => {
    expect(choose({ operation: { auth: ["smithy.api#noAuth"] } })).toEqual({ name: "none" });
    expect(choose({ operation: { authtype: "none" } })).toEqual({ name: "none" });
    expect(choose({ operation: { authtype: "v4-unsigned-body" } }).name).toBe("sigv4");
    const rules: AuthScheme[] = [{ name: "sigv4", signingRegion: "us-east-1" }];
    expect(choose({ operation: { auth: ["smithy.api#noAuth"] }, rules })).toEqual({ name: "none" });
  });

  it("sends unsigned what could be signed, without credentials", () => {
    expect(choose({}, { hasCredentials: false })).toEqual({ name: "none" });
  });

  it("says what is missing", () => {
    const metadata = { signatureVersion: "bearer" };
    expect(() => choose({ metadata })).toThrow("things.Get is authorized by bearer, and there is no token");
    expect(() => choose({ metadata: { auth: ["com.example#magic"] } })).toThrow("com.example#magic");
  });
});
