let lastSecond = Number.NaN;
let lastText = "";

/** A moment as signatures write it, to the second: `20150830T123600Z`. */
export function amzDate(date: Date): string {
  // Requests of the same second, of which there are many, share the text.
  const second = Math.floor(date.getTime() / 1000);
  if (second !== lastSecond) {
    lastText = date.toISOString().replace(/\.\d+Z$|[-:]/g, (found) => (found.length > 1 ? "Z" : ""));
    lastSecond = second;
  }
  return lastText;
}
