import type { MTurkClient } from "./mturk.d.ts";

/** Names that boto3 has for the same method. */
export interface MTurkClientAdditions {
  listHitsForQualificationType: MTurkClient["listHITsForQualificationType"];
  listHiTsForQualificationType: MTurkClient["listHITsForQualificationType"];
}
