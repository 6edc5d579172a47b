export type { InputOf, Known, MethodOf, OutputOf } from "./client/types.ts";
export * from "./errors/index.ts";
export { client, defaultSession, setupDefaultSession } from "./session/defaultSession.ts";
export { Session } from "./session/session.ts";
export type { ServiceName } from "./session/typedServices.ts";
