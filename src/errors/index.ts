export * from "./base.ts";
export * from "./clientError.ts";
export * from "./connection.ts";
export * from "./libraryErrors.ts";
export * from "./nearest.ts";
