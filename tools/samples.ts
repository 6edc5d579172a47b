/** A piece of code that readers see: a code block of a page, or the example of a doc comment. */
export interface Sample {
  /** The page or the module, and the line where the code begins. */
  readonly where: string;
  readonly code: string;
}

/** The TypeScript code blocks of a page. */
export function samplesOfPage(path: string, text: string): Sample[] {
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map((match) => ({
    where: `${path}:${lineAt(text, match.index) + 1}`,
    code: match[1]!,
  }));
}

/** The examples of a module's doc comments. */
export function samplesOfComments(path: string, text: string): Sample[] {
  return [...text.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap((comment) => {
    const lines = comment[0].split("\n").map((line) => line.replace(/^\s*(?:\/\*\*|\*\/|\*) ?/, ""));
    const starts = lines.flatMap((line, index) => (line.startsWith("@example") ? [index + 1] : []));
    return starts.map((start) => {
      const end = lines.findIndex((line, index) => index >= start && line.startsWith("@"));
      return {
        where: `${path}:${lineAt(text, comment.index) + start}`,
        code: `${lines
          .slice(start, end < 0 ? undefined : end)
          .join("\n")
          .trimEnd()}\n`,
      };
    });
  });
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}
