export interface RDSClientAdditions {
  /**
   * A password for a database that knows its users by IAM. It is good for 15 minutes, and made without a request.
   * boto3: `generate_db_auth_token`.
   *
   * @example
   * import "tucuxi/rds";
   * const rds = session.client("rds");
   * const password = await rds.generateDbAuthToken({ DBHostname: "orders.example.com", Port: 5432, DBUsername: "app" });
   */
  generateDbAuthToken(input: DbAuthTokenInput): Promise<string>;
}

export interface DbAuthTokenInput {
  DBHostname: string;
  Port: number;
  DBUsername: string;
  /** The database's region. Default: the client's. */
  Region?: string | undefined;
}
