/**
 * The names of a list that are nearest to a misspelt one, the nearest first: at most three, none where nothing is
 * near. A name that begins with the misspelt one, is part of it or has it as a part, is near. Case does not count.
 */
export function nearestNames(name: string, names: Iterable<string>): string[] {
  const wanted = name.toLowerCase();
  const allowed = Math.max(2, Math.floor(name.length / 3));
  const found: { name: string; distance: number }[] = [];
  for (const candidate of names) {
    const lowered = candidate.toLowerCase();
    const related =
      (wanted.length > 2 && lowered.startsWith(wanted)) ||
      (wanted.length > 3 && lowered.includes(wanted)) ||
      (lowered.length > 3 && wanted.includes(lowered));
    const distance = related ? 1 : editDistance(wanted, lowered, allowed);
    if (distance <= allowed) found.push({ name: candidate, distance });
  }
  found.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  return found.slice(0, 3).map((entry) => entry.name);
}

/** A sentence that names the nearest names, or an empty string: `Did you mean "s3" or "sns"?`. */
export function didYouMean(name: string, names: Iterable<string>): string {
  const nearest = nearestNames(name, names).map((candidate) => `"${candidate}"`);
  if (nearest.length === 0) return "";
  const last = nearest.pop();
  return ` Did you mean ${nearest.length > 0 ? `${nearest.join(", ")} or ${last}` : last}?`;
}

/** Levenshtein's distance, given up as `limit + 1` where it is larger than the limit. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      row.push(Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + cost));
    }
    previous = row;
  }
  return previous[b.length]!;
}
