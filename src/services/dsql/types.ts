export interface DSQLClientAdditions {
  /**
   * A password for a cluster's custom database roles, made without a request. boto3: `generate_db_connect_auth_token`.
   *
   * @example
   * import "tucuxi/dsql";
   * const dsql = session.client("dsql");
   * const password = await dsql.generateDbConnectAuthToken({ Hostname: "abc.dsql.us-east-1.on.aws" });
   */
  generateDbConnectAuthToken(input: DbConnectAuthTokenInput): Promise<string>;
  /** A password for a cluster's role `admin`. boto3: `generate_db_connect_admin_auth_token`. */
  generateDbConnectAdminAuthToken(input: DbConnectAuthTokenInput): Promise<string>;
}

export interface DbConnectAuthTokenInput {
  Hostname: string;
  /** The cluster's region. Default: the client's. */
  Region?: string | undefined;
  /** Seconds. Default: 900. */
  expiresIn?: number | undefined;
}
