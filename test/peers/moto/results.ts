/** Also as names have it: moto calls a snapshot that it makes by itself `rds:db-2026-11-22-23-27`. */
const instant = /\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d:\d\d(?:\.\d+)?|-\d\d-\d\d\b)/;
const inNames = /^(\d{4}-\d\d-\d\d)-(\d\d)-(\d\d)$/;
const uuid = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/;
const accidental = new RegExp(`${uuid.source}|${instant.source}`, "g");
/** The peers are not that far from each other, in milliseconds. */
const toleranceOfDates = 300_000;

/** Page tokens of moto have addresses of its memory in them. */
const pageTokens = ["NextToken", "nextToken", "NextMarker", "Marker"];

/**
 * The members that moto makes of the clock or of the system's own chance, which its seed does not reach, by service. What
 * stands there differs; where it comes up again, it is to be the same that stood there.
 */
const membersByChance: Readonly<Record<string, readonly string[]>> = {
  acm: ["Serial"],
  datapipeline: ["stringValue"],
  directconnect: ["connectionId"],
  fsx: ["FileSystemId"],
  kms: ["CiphertextBlob", "$blob"],
  logs: ["creationTime"],
  opensearchserverless: ["createdDate", "lastModifiedDate"],
  pinpoint: ["CreationDate"],
  resourcegroupstaggingapi: ["ResourceARN"],
  s3: ["UploadId"],
  sqs: ["SentTimestamp", "ApproximateFirstReceiveTimestamp", "CreatedTimestamp", "LastModifiedTimestamp"],
  sts: ["SessionToken"],
  "vpc-lattice": ["id", "hostedZoneId"],
};

export type Align = (theirs: unknown, ours: unknown) => unknown;

/**
 * Brings what boto3 gave to what may come of ours where the two differ by chance: dates a few minutes apart are one, and a
 * random id is another one, but always the same. All else stays as it is, to be compared. One for each script.
 */
export function aligner(service: string): Align {
  const byChance = [...pageTokens, ...(membersByChance[service] ?? [])];
  const known = new Map<string, string>();

  function align(theirs: unknown, ours: unknown, name = ""): unknown {
    if (byChance.includes(name)) learn(theirs, ours);
    if (typeof theirs === "string" && typeof ours === "string") return alignText(theirs, ours);
    if (typeof theirs === "number" && known.has(String(theirs))) return Number(known.get(String(theirs)));
    if (Array.isArray(theirs) && Array.isArray(ours)) return theirs.map((item, index) => align(item, ours[index]));
    if (!isRecord(theirs) || !isRecord(ours)) return theirs;
    if (isDate(theirs) && isDate(ours)) return isNear(theirs.$date, ours.$date) ? ours : theirs;
    const members = Object.entries(theirs).map(([key, value]) => {
      const ourKey = Object.hasOwn(ours, key) ? key : replaced(key);
      return [ourKey, align(value, ours[ourKey], key)];
    });
    return Object.fromEntries(members);
  }

  function learn(theirs: unknown, ours: unknown): void {
    if (!isScalar(theirs) || !isScalar(ours) || theirs === ours || known.has(String(theirs))) return;
    known.set(String(theirs), String(ours));
  }

  function alignText(theirs: string, ours: string): string {
    if (theirs === ours) return theirs;
    const inOurs = ours.match(accidental) ?? [];
    let index = 0;
    const aligned = theirs.replaceAll(accidental, (found) => {
      const other = inOurs[index++];
      if (other === undefined || uuid.test(found) !== uuid.test(other)) return found;
      if (!uuid.test(found)) return isNear(found, other) ? other : found;
      learn(found, other);
      return found;
    });
    const inPath = replaced(aligned, encodeURIComponent);
    return inPath === ours ? ours : replaced(aligned);
  }

  function replaced(text: string, encode: (id: string) => string = String): string {
    let result = text;
    for (const [theirs, ours] of known) result = result.replaceAll(encode(theirs), encode(ours));
    return result;
  }

  return align;
}

function isNear(theirs: string | number, ours: string | number): boolean {
  return Math.abs(timeOf(theirs) - timeOf(ours)) < toleranceOfDates;
}

function timeOf(moment: string | number): number {
  return new Date(typeof moment === "string" ? moment.replace(inNames, "$1T$2:$3") : moment).getTime();
}

function isScalar(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

function isDate(value: Readonly<Record<string, unknown>>): value is { $date: number } {
  return typeof value.$date === "number";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
