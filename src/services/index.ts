import { apigateway } from "./apigateway/customization.ts";
import { autoscaling } from "./autoscaling/customization.ts";
import { cloudformation } from "./cloudformation/customization.ts";
import { cloudsearchdomain } from "./cloudsearchdomain/customization.ts";
import { cloudwatch } from "./cloudwatch/customization.ts";
import type { ServiceCustomization } from "./customization.ts";
import { docdb } from "./docdb/customization.ts";
import { dsql } from "./dsql/customization.ts";
import { dynamodb } from "./dynamodb/customization.ts";
import { ec2 } from "./ec2/customization.ts";
import { glacier } from "./glacier/customization.ts";
import { iam } from "./iam/customization.ts";
import { logs } from "./logs/customization.ts";
import { machinelearning } from "./machinelearning/customization.ts";
import { mturk } from "./mturk/customization.ts";
import { neptune } from "./neptune/customization.ts";
import { polly } from "./polly/customization.ts";
import { rds } from "./rds/customization.ts";
import { route53 } from "./route53/customization.ts";
import { s3 } from "./s3/customization.ts";
import { s3control } from "./s3control/customization.ts";
import { signin } from "./signin/customization.ts";
import { socialmessaging } from "./socialmessaging/customization.ts";
import { ssoOidc } from "./sso-oidc/customization.ts";
import { sts } from "./sts/customization.ts";

export {
  apigateway as apigatewayCustomization,
  autoscaling as autoscalingCustomization,
  cloudformation as cloudformationCustomization,
  cloudsearchdomain as cloudsearchdomainCustomization,
  cloudwatch as cloudwatchCustomization,
  docdb as docdbCustomization,
  dsql as dsqlCustomization,
  dynamodb as dynamodbCustomization,
  ec2 as ec2Customization,
  glacier as glacierCustomization,
  iam as iamCustomization,
  logs as logsCustomization,
  machinelearning as machinelearningCustomization,
  mturk as mturkCustomization,
  neptune as neptuneCustomization,
  polly as pollyCustomization,
  rds as rdsCustomization,
  route53 as route53Customization,
  s3 as s3Customization,
  s3control as s3controlCustomization,
  signin as signinCustomization,
  socialmessaging as socialmessagingCustomization,
  ssoOidc as ssoOidcCustomization,
  sts as stsCustomization,
};

/** The customizations of the services that have some, by the names of their clients. */
export const customizations: Readonly<Record<string, ServiceCustomization>> = {
  apigateway,
  autoscaling,
  cloudformation,
  cloudsearchdomain,
  cloudwatch,
  docdb,
  dsql,
  dynamodb,
  ec2,
  glacier,
  iam,
  logs,
  machinelearning,
  mturk,
  neptune,
  polly,
  rds,
  route53,
  s3,
  s3control,
  signin,
  socialmessaging,
  "sso-oidc": ssoOidc,
  sts,
};
