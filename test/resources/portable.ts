import type { RecordedRequest } from "./recorder.ts";

/** A request as it is compared: what the resource layer decides, without what other layers do and prove. */
export interface PortableRequest {
  readonly method: string;
  readonly path: string;
  readonly query: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export function portable({ method, path, headers, body }: RecordedRequest): PortableRequest {
  const [pathname = "", query = ""] = path.split("?", 2);
  return {
    method,
    path: pathname,
    // Both list keys encoded or not, as their S3 customisation has it.
    query: query
      .split("&")
      .filter((each) => each !== "" && each !== "encoding-type=url")
      .sort(),
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => isModelled(name))),
    body: bodyOf(headers["content-type"] ?? "", body),
  };
}

/** The headers that members of an input go to; neither signatures nor checksums, nor what a service's customisation adds. */
function isModelled(name: string): boolean {
  if (!name.startsWith("x-amz-")) return name.startsWith("if-");
  return !/^x-amz-(date|content-sha256|user-agent|security-token|sdk-checksum|checksum|glacier-version|sha256-tree-hash)/.test(
    name,
  );
}

function bodyOf(contentType: string, body: string): unknown {
  if (contentType.startsWith("application/x-www-form-urlencoded")) return [...new URLSearchParams(body)].sort();
  if (body.startsWith("{")) return JSON.parse(body);
  return body.replaceAll(/<(\w+)([^>]*?) ?\/>/g, "<$1$2></$1>");
}
