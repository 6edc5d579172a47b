import { createPublicKey, verify } from "node:crypto";
import { describe, expect, it } from "vitest";
import { TucuxiError } from "../../src/errors/index.ts";
import type { HttpRequest } from "../../src/http/types.ts";
import { Session } from "../../src/session/session.ts";
import { readOracle } from "./oracles.ts";
import { testEnvironment } from "./testEnvironment.ts";

interface LoginCase {
  readonly documentation: string;
  readonly configContents: string;
  readonly cacheContents: Record<string, object>;
  readonly mockApiCalls?: readonly {
    readonly request: { readonly tokenInput: object };
    readonly response?: { readonly tokenOutput: object };
    readonly responseCode?: number;
  }[];
  readonly outcomes: readonly (Record<string, unknown> & {
    readonly result: "credentials" | "cacheContents" | "error";
  })[];
}

const folder = "/home/user/.aws/login/cache";
const time = Date.UTC(2025, 10, 19);

async function run(testCase: LoginCase) {
  const requests: HttpRequest[] = [];
  const files = Object.fromEntries(
    Object.entries(testCase.cacheContents).map(([name, content]) => [`${folder}/${name}`, JSON.stringify(content)]),
  );
  const environment = testEnvironment({ files: { ...files, "/home/user/.aws/config": testCase.configContents }, time });
  const session = new Session(
    {
      profile: "signin",
      region: "us-east-1",
      http: async (request) => {
        const call = testCase.mockApiCalls![requests.length]!;
        requests.push(request);
        expect(JSON.parse(request.body as string)).toEqual(call.request.tokenInput);
        const answer = call.response?.tokenOutput ?? { error: "TOKEN_EXPIRED", message: "expired" };
        return {
          status: call.responseCode ?? 200,
          headers: {},
          body: new TextEncoder().encode(JSON.stringify(answer)),
        };
      },
    },
    environment,
  );
  return { session, environment, requests };
}

/** The proof of possession must be signed by the key that it names. */
function checkProof({ headers, method, origin, path }: HttpRequest): void {
  const [header, payload, signature] = headers.dpop!.split(".") as [string, string, string];
  const decoded = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString());
  const { typ, alg, jwk } = decoded(header);
  expect({ typ, alg }).toEqual({ typ: "dpop+jwt", alg: "ES256" });
  expect(decoded(payload)).toMatchObject({ htm: method, htu: origin + path, iat: time / 1000 });
  const key = { key: createPublicKey({ key: jwk, format: "jwk" }), dsaEncoding: "ieee-p1363" as const };
  expect(verify("sha256", Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, "base64url"))).toBe(true);
}

for (const suite of ["botocore-config", "smithy-rs-config"]) {
  const cases = readOracle<LoginCase[]>(`${suite}/login-provider-test-cases.json`);
  describe.skipIf(!cases)(`the login provider's cases of ${suite}`, () => {
    it.each(cases ?? [])("$documentation", async (testCase) => {
      const { session, environment, requests } = await run(testCase);
      for (const { result, ...wanted } of testCase.outcomes) {
        if (result === "error") {
          await expect(session.getCredentials()).rejects.toThrow(TucuxiError);
        } else if (result === "credentials") {
          const { expiration, ...keys } = await session.getCredentials();
          expect({ ...keys, expiresAt: expiration!.toISOString().replace(".000Z", "Z") }).toEqual(wanted);
        } else {
          for (const [name, content] of Object.entries(wanted)) {
            const written = new TextDecoder().decode(environment.files.get(`${folder}/${name}`));
            expect(JSON.parse(written)).toEqual(content);
          }
        }
      }
      expect(requests).toHaveLength(testCase.mockApiCalls?.length ?? 0);
      for (const request of requests) checkProof(request);
    });
  });
}
