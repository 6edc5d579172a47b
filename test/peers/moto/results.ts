const instant = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?/;
const uuid = /\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/;
const accidental = new RegExp(`${uuid.source}|${instant.source}`, "g");
/** The peers are not that far from each other, in milliseconds. */
const toleranceOfDates = 300_000;

export type Align = (theirs: unknown, ours: unknown) => unknown;

/**
 * Brings what boto3 gave to what may come of ours where the two differ by chance: dates a few minutes apart are one, and a
 * random id is another one, but always the same. All else stays as it is, to be compared. One for each script.
 */
export function aligner(): Align {
  const ids = new Map<string, string>();

  function align(theirs: unknown, ours: unknown): unknown {
    if (typeof theirs === "string" && typeof ours === "string") return alignText(theirs, ours);
    if (Array.isArray(theirs) && Array.isArray(ours)) return theirs.map((item, index) => align(item, ours[index]));
    if (!isRecord(theirs) || !isRecord(ours)) return theirs;
    if (isDate(theirs) && isDate(ours)) return Math.abs(theirs.$date - ours.$date) < toleranceOfDates ? ours : theirs;
    return Object.fromEntries(Object.entries(theirs).map(([name, value]) => [name, align(value, ours[name])]));
  }

  function alignText(theirs: string, ours: string): string {
    if (theirs === ours) return theirs;
    const replacements = ours.match(accidental) ?? [];
    let next = 0;
    return theirs.replaceAll(accidental, (found) => {
      const replacement = replacements[next++];
      if (replacement === undefined) return found;
      if (!uuid.test(found)) return uuid.test(replacement) ? found : replacement;
      if (!ids.has(found)) ids.set(found, replacement);
      return ids.get(found)!;
    });
  }

  return align;
}

function isDate(value: Readonly<Record<string, unknown>>): value is { $date: number } {
  return typeof value.$date === "number";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
