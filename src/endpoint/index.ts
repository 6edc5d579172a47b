export type { Arn } from "./arn.ts";
export { isAwsHost } from "./awsHost.ts";
export { withHostPrefix } from "./endpointUrl.ts";
export {
  type Partition,
  type PartitionFinder,
  type PartitionOutputs,
  type Partitions,
  partitionFinder,
} from "./partitions.ts";
export { createEndpointResolver, type EndpointResolverOptions } from "./resolver.ts";
export { compileRuleSet, type RuleEndpoint, type RunRules } from "./ruleSet.ts";
export type { Endpoint, EndpointConfig, EndpointResolver } from "./types.ts";
