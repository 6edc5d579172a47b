import type { ClientRuntime } from "../../client/runtime.ts";
import type { ServiceCustomization } from "../customization.ts";
import type { DbConnectAuthTokenInput } from "./types.ts";

type Method = (runtime: ClientRuntime, input: DbConnectAuthTokenInput) => Promise<string>;

export const dsql: ServiceCustomization = {
  methods: {
    generateDbConnectAuthToken: /* @__PURE__ */ method("generateDbConnectAuthToken", "DbConnect"),
    generateDbConnectAdminAuthToken: /* @__PURE__ */ method("generateDbConnectAdminAuthToken", "DbConnectAdmin"),
  },
};

/** Source: https://docs.aws.amazon.com/aurora-dsql/latest/userguide/SECTION_authentication-token.html */
function method(name: string, Action: string): Method {
  return async (runtime, input) => {
    const { authToken, checkTokenInput } = await import("../../client/authToken.ts");
    checkTokenInput(name, input, { Hostname: "string" });
    const { Hostname: host, Region: region, expiresIn = 900 } = input;
    return authToken(runtime, { signingName: "dsql", host, query: { Action }, region, expiresIn });
  };
}
