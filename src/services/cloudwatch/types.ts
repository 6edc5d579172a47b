import type { CloudWatchClient } from "./cloudwatch.d.ts";

/** Names that boto3 has for the same methods. */
export interface CloudWatchClientAdditions {
  getOtelEnrichment: CloudWatchClient["getOTelEnrichment"];
  startOtelEnrichment: CloudWatchClient["startOTelEnrichment"];
  stopOtelEnrichment: CloudWatchClient["stopOTelEnrichment"];
  updateOtelEnrichment: CloudWatchClient["updateOTelEnrichment"];
}
