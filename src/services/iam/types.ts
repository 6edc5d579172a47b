/** What resources take besides what clients do: policies as objects, which are sent as JSON. */
export interface InputAdditions {
  PolicyDocument: object;
  AssumeRolePolicyDocument: object;
}
