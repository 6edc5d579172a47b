export * from "./base.ts";
export * from "./clientError.ts";
export * from "./connection.ts";
export * from "./nearest.ts";
export * from "./ours.ts";
