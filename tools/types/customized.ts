import type { Direction } from "./directions.ts";

/** What a customization makes of a member: another type than the model's, or none that is required. */
export interface CustomizedMember {
  readonly input?: string;
  readonly output?: string;
  /** The member is not the model's own. */
  readonly added?: true;
  /** The member may be left out. */
  readonly optional?: true;
}

/** What the customizations of one service change in its types. */
export interface Customized {
  /** The type of a shape's values, where it is another than the model's. */
  readonly shapes?: Readonly<Record<string, Partial<Record<Direction, string>>>>;
  /** Of structures by their names; `*` stands for all. */
  readonly members?: Readonly<Record<string, Readonly<Record<string, CustomizedMember>>>>;
}

const bytes = { input: "string | Uint8Array" } as const;
const filters = { Filters: { input: "readonly Filter[]", added: true } } as const;

/** By service; `src/services/<service>/` does what these types say. */
const all: Readonly<Record<string, Customized>> = {
  autoscaling: { members: { CreateLaunchConfigurationType: { UserData: bytes } } },
  cloudformation: {
    members: { GetTemplateOutput: { TemplateBody: { output: "string | { [name: string]: $.DocumentType }" } } },
  },
  cloudsearchdomain: { members: { SearchRequest: { returnFields: { input: "string", added: true } } } },
  ec2: {
    members: {
      DescribeFlowLogsRequest: filters,
      DescribeHostReservationOfferingsRequest: filters,
      DescribeHostReservationsRequest: filters,
      DescribeHostsRequest: filters,
      DescribeNatGatewaysRequest: filters,
      RunInstancesRequest: { UserData: bytes },
    },
  },
  glacier: { members: { "*": { accountId: { optional: true } } } },
  iam: { shapes: { policyDocumentType: { output: "{ [name: string]: $.DocumentType }" } } },
  logs: {
    members: {
      CreateExportTaskRequest: {
        from: { optional: true },
        fromTime: { input: "number | bigint", added: true },
      },
    },
  },
  s3: {
    shapes: {
      CopySource: {
        input: "string | { readonly Bucket: string; readonly Key: string; readonly VersionId?: string | undefined }",
      },
      CopySourceSSECustomerKey: bytes,
      SSECustomerKey: bytes,
    },
    members: {
      GetObjectOutput: { ExpiresString: { output: "string", added: true } },
      HeadObjectOutput: { ExpiresString: { output: "string", added: true } },
    },
  },
};

/** What the customizations of a service change; of most, nothing. */
export function customizedIn(service: string): Customized {
  return all[service] ?? {};
}
