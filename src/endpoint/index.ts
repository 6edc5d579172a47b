export { type Arn, parseArn } from "./arn.ts";
export { isAwsHost } from "./awsHost.ts";
export { parseEndpointUrl, withHostPrefix } from "./endpointUrl.ts";
export { isValidHostLabel } from "./hostLabel.ts";
export {
  type Partition,
  type PartitionFinder,
  type PartitionOutputs,
  type Partitions,
  partitionFinder,
} from "./partitions.ts";
export { checkRegion, createEndpointResolver, type EndpointResolverOptions } from "./resolver.ts";
export { compileRuleSet, type RuleEndpoint, type RunRules } from "./ruleSet.ts";
export type { Endpoint, EndpointConfig, EndpointResolver } from "./types.ts";
