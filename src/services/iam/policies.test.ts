import { expect, it } from "vitest";
import { sessionWith } from "../../../test/client/stand.ts";

const policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*" }] };
const encoded = encodeURIComponent(JSON.stringify(policy));

it("policies in answers are objects, however deep they stand", async () => {
  const member = `<member><UserName>u</UserName><UserPolicyList><member><PolicyName>p</PolicyName><PolicyDocument>${encoded}</PolicyDocument></member></UserPolicyList></member>`;
  const { session } = sessionWith((_, number) => ({
    body:
      number === 1
        ? `<R><GetRoleResult><Role><AssumeRolePolicyDocument>${encoded}</AssumeRolePolicyDocument></Role></GetRoleResult></R>`
        : `<R><GetAccountAuthorizationDetailsResult><UserDetailList>${member}</UserDetailList></GetAccountAuthorizationDetailsResult></R>`,
  }));
  const iam = session.client("iam" as string);
  expect(await iam.getRole!({ RoleName: "r" })).toMatchObject({ Role: { AssumeRolePolicyDocument: policy } });
  expect(await iam.getAccountAuthorizationDetails!()).toMatchObject({
    UserDetailList: [{ UserName: "u", UserPolicyList: [{ PolicyDocument: policy }] }],
  });
});

it("a policy that is no JSON stays text", async () => {
  const { session } = sessionWith(() => ({
    body: "<R><GetRolePolicyResult><PolicyDocument>100%</PolicyDocument></GetRolePolicyResult></R>",
  }));
  const answer = await session.client("iam" as string).getRolePolicy!({ RoleName: "r", PolicyName: "p" });
  expect(answer.PolicyDocument).toBe("100%");
});
