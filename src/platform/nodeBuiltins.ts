/**
 * Node's modules, loaded when they are first used: an import of the library must not pay for the cryptography of a call
 * that is never made. An `import` of a built-in module also reads all of its exports, and so loads what those load.
 */
let cryptoModule: typeof import("node:crypto") | undefined;
let zlibModule: typeof import("node:zlib") | undefined;

export function crypto(): typeof import("node:crypto") {
  cryptoModule ??= process.getBuiltinModule("node:crypto");
  return cryptoModule;
}

export function zlib(): typeof import("node:zlib") {
  zlibModule ??= process.getBuiltinModule("node:zlib");
  return zlibModule;
}
