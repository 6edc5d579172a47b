import { type ChildProcess, spawn } from "node:child_process";
import { pathToFileURL } from "node:url";

/** A place in a text; both numbers begin with zero. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** What an editor asks of TypeScript, whichever protocol it speaks. */
export interface LanguageServer {
  readonly pid: number;
  /** Tells of a file that the user opened. */
  open(file: string, text: string): void;
  /** The names that the user can choose from at a place. */
  complete(file: string, position: Position): Promise<string[]>;
  close(): Promise<void>;
}

/** TypeScript 7: the Language Server Protocol. */
export async function startLsp(compiler: string, folder: string): Promise<LanguageServer> {
  const { child, send, ask, closed } = start([compiler, "--lsp", "--stdio"], folder, {
    encode: (message) => {
      const text = JSON.stringify({ jsonrpc: "2.0", ...message });
      return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
    },
    // The server asks too: for settings, of which there are none, and to be told of files, which none changes.
    reply: ({ id, method, params }) => {
      const items = (params as { items?: unknown[] } | undefined)?.items;
      return method === undefined || id === undefined ? undefined : { id, result: items?.map(() => null) ?? null };
    },
    answered: ({ id, method, result }) => (method === undefined && id !== undefined ? [id, result] : undefined),
  });
  const rootUri = pathToFileURL(folder).href;
  const workspaceFolders = [{ uri: rootUri, name: "program" }];
  await ask({ method: "initialize", params: { processId: process.pid, rootUri, workspaceFolders, capabilities: {} } });
  send({ method: "initialized", params: {} });
  const uriOf = (file: string) => pathToFileURL(file).href;
  return {
    pid: child.pid!,
    open: (file, text) => {
      const textDocument = { uri: uriOf(file), languageId: "typescript", version: 1, text };
      send({ method: "textDocument/didOpen", params: { textDocument } });
    },
    complete: async (file, position) => {
      const params = { textDocument: { uri: uriOf(file) }, position };
      const list = (await ask({ method: "textDocument/completion", params })) as Labels | { items: Labels } | null;
      return (list === null ? [] : "items" in list ? list.items : list).map(({ label }) => label.replace(/\?$/, ""));
    },
    close: async () => {
      await ask({ method: "shutdown" });
      send({ method: "exit" });
      child.stdin!.end();
      await closed;
    },
  };
}

type Labels = readonly { readonly label: string }[];

/** TypeScript up to 6: tsserver's own protocol, as Visual Studio Code starts it. */
export async function startTsserver(script: string, folder: string): Promise<LanguageServer> {
  const { child, send, ask, closed } = start([script, "--disableAutomaticTypingAcquisition"], folder, {
    encode: ({ id, ...message }) => `${JSON.stringify({ seq: id ?? 0, type: "request", ...message })}\n`,
    reply: () => undefined,
    answered: ({ type, request_seq, body }) => (type === "response" ? [request_seq as number, body] : undefined),
  });
  const preferences = { includeCompletionsForModuleExports: true, includePackageJsonAutoImports: "auto" };
  await ask({ command: "configure", arguments: { preferences } });
  return {
    pid: child.pid!,
    open: (file, fileContent) => send({ command: "open", arguments: { file, fileContent } }),
    complete: async (file, { line, character }) => {
      const place = { file, line: line + 1, offset: character + 1 };
      const found = (await ask({ command: "completionInfo", arguments: place })) as { entries: Names } | undefined;
      return (found?.entries ?? []).map(({ name }) => name);
    },
    close: async () => {
      send({ command: "exit" });
      await closed;
    },
  };
}

type Names = readonly { readonly name: string }[];

type Message = Readonly<Record<string, unknown>> & { readonly id?: number };

interface Protocol {
  encode(message: Message): string;
  /** What the client says to a message of the server's, where it says something. */
  reply(message: Message): Message | undefined;
  /** The number of the question that a message answers, and its answer. */
  answered(message: Message): readonly [number, unknown] | undefined;
}

function start(args: readonly string[], cwd: string, { encode, reply, answered }: Protocol) {
  const child: ChildProcess = spawn(process.execPath, args, { cwd, stdio: ["pipe", "pipe", "ignore"] });
  const waiting = new Map<number, (answer: unknown) => void>();
  let asked = 0;
  const send = (message: Message) => void child.stdin!.write(encode(message));
  const ask = (message: Message) =>
    new Promise<unknown>((resolve, reject) => {
      waiting.set(++asked, resolve);
      child.once("exit", () => reject(new Error(`${args[0]} ended before it answered.`)));
      send({ ...message, id: asked });
    });
  readMessages(child, (message) => {
    const answer = reply(message);
    if (answer) send(answer);
    const [id, result] = answered(message) ?? [];
    if (id === undefined) return;
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  return { child, send, ask, closed: new Promise((resolve) => child.once("close", resolve)) };
}

/** Both protocols send a header with the length, an empty line and JSON. */
function readMessages(child: ChildProcess, hear: (message: Message) => void): void {
  let rest = Buffer.alloc(0);
  child.stdout!.on("data", (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const header = /Content-Length: (\d+)\r\n(?:[^\r\n]+\r\n)*\r\n/.exec(rest.toString("latin1", 0, 200));
      if (!header) return;
      const from = header.index + header[0].length;
      const to = from + Number(header[1]);
      if (rest.length < to) return;
      const message = JSON.parse(rest.toString("utf8", from, to)) as Message;
      rest = rest.subarray(to);
      hear(message);
    }
  });
}
