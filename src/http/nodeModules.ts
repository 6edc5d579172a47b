let http: typeof import("node:http") | undefined;
let https: typeof import("node:https") | undefined;
let http2: typeof import("node:http2") | undefined;

/**
 * `node:http`, loaded when it is first asked for, and not by `import`: that reads all of the module's exports, and one
 * of them loads node's whole `fetch`. Measured: 18 ms, and 3 ms in this way.
 */
export function nodeHttp(): typeof import("node:http") {
  http ??= process.getBuiltinModule("node:http");
  return http;
}

/** `node:https`, loaded when it is first asked for. */
export function nodeHttps(): typeof import("node:https") {
  https ??= process.getBuiltinModule("node:https");
  return https;
}

/** `node:http2`, loaded when it is first asked for: an `import` within a bundle would be there for every program. */
export function nodeHttp2(): typeof import("node:http2") {
  http2 ??= process.getBuiltinModule("node:http2");
  return http2;
}
