import { TucuxiError } from "../../errors/index.ts";

/**
 * An expression that cannot be written: a path that is none, a condition where another kind is wanted.
 * boto3: `DynamoDBNeedsConditionError`, `DynamoDBNeedsKeyConditionError`, `DynamoDBOperationNotSupportedError`.
 */
export class ExpressionError extends TucuxiError {
  static override readonly errorKind: string = "dynamodb.ExpressionError";
}
