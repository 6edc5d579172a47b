interface Element {
  readonly name: string;
  readonly attributes: readonly string[];
  readonly content: (Element | string)[];
}

/**
 * A well-formed document as a tree in which only what says something is left. Attributes and elements of different names
 * are sorted: inputs are structures, whose members have no order.
 */
export function canonicalXml(text: string): unknown {
  const root: Element = { name: "", attributes: [], content: [] };
  const open = [root];
  for (const [piece] of text.matchAll(/<[^>]+>|[^<]+/g)) {
    const { content } = open.at(-1)!;
    if (piece.startsWith("<?")) continue;
    if (piece.startsWith("</")) open.pop();
    else if (piece.startsWith("<")) {
      const [name = "", ...attributes] = piece
        .slice(1)
        .replace(/\/?>$/, "")
        .match(/[^\s="]+(?:="[^"]*")?/g)!;
      const element: Element = { name, attributes: attributes.sort(), content: [] };
      content.push(element);
      if (!piece.endsWith("/>")) open.push(element);
    } else content.push(decoded(piece));
  }
  return sorted(root).content;
}

function sorted({ name, attributes, content }: Element): Element {
  const children = content.map((each) => (typeof each === "string" ? each : sorted(each)));
  return {
    name,
    attributes,
    content: children.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0)),
  };
}

function nameOf(content: Element | string): string {
  return typeof content === "string" ? "" : content.name;
}

/** One way of writing a character is as good as another. */
function decoded(text: string): string {
  const named: Record<string, string> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
  return text.replaceAll(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (_, hex?: string, decimal?: string, name?: string) => {
    if (name) return named[name] ?? `&${name};`;
    return String.fromCodePoint(Number.parseInt(hex ?? decimal!, hex ? 16 : 10));
  });
}
