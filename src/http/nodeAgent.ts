import type { Agent } from "node:http";
import type { AgentOptions as SecureAgentOptions } from "node:https";
import type { Socket } from "node:net";
import { nodeHttp, nodeHttps } from "./nodeModules.ts";
import type { TlsContext } from "./tls.ts";

/** What is known of a connection that has carried an answer. Times are milliseconds of `performance.now()`. */
interface UsedSocket {
  idleSince: number;
  /** For how long the server says that it keeps the idle connection. */
  keptFor: number;
}

const usedSockets = new WeakMap<Socket, UsedSocket>();

/** Milliseconds by which a connection is given up before the server closes it: a request may be on its way by then. */
const MARGIN = 1_000;

/**
 * Notes that the socket has carried an answer, with the answer's `keep-alive` header.
 *
 * @example
 * noteAnswer(socket, "timeout=5, max=100");
 */
export function noteAnswer(socket: Socket, keepAlive: string | undefined): void {
  const seconds = keepAlive === undefined ? undefined : /(?:^|[,\s])timeout=(\d+)/.exec(keepAlive)?.[1];
  const keptFor = seconds === undefined ? Number.POSITIVE_INFINITY : Number(seconds) * 1000 - MARGIN;
  const known = usedSockets.get(socket);
  if (known) known.keptFor = keptFor;
  else usedSockets.set(socket, { idleSince: performance.now(), keptFor });
}

/** Whether the socket has carried an answer: one that dies before the next may have died while it was idle. */
export function isUsed(socket: Socket): boolean {
  return usedSockets.has(socket);
}

// Node's agents are made for many origins and name their connections by a string of twenty parts, made anew for every
// request. One of these serves one origin: any name will do.
const NAME = "origin";

/** Fits an agent for one origin, whose idle connections do not keep the process from ending. */
export function forOneOrigin(agent: Agent): Agent {
  agent.getName = () => NAME;
  agent.keepSocketAlive = (socket) => keep(socket as Socket);
  return agent;
}

/** An agent that connects directly to what it is given. */
export function directAgent(secure: boolean, maxSockets: number, tls: TlsContext): Agent {
  const options = { keepAlive: true, maxSockets };
  if (!secure) return forOneOrigin(new (nodeHttp().Agent)(options));
  return forOneOrigin(new (nodeHttps().Agent)({ ...options, ...tls } as SecureAgentOptions));
}

function keep(socket: Socket): boolean {
  const used = usedSockets.get(socket);
  if (used && used.keptFor <= 0) return false;
  if (used) used.idleSince = performance.now();
  // An idle connection must not keep the process from ending.
  socket.unref();
  return true;
}

/** Closes the idle sockets that have been so for longer than the limit in milliseconds, or than their server's own. */
export function closeIdleSockets(agent: Agent, limit: number): void {
  const now = performance.now();
  for (const socket of agent.freeSockets[NAME] ?? []) if (isStale(socket, now, limit)) socket.destroy();
}

/**
 * Does so only if the socket is stale that the agent takes next. It takes the one that became idle last, and passes
 * over those that are closed at the front of its list only; with this one all are stale.
 */
export function closeStaleSockets(agent: Agent, limit: number): void {
  const free = agent.freeSockets[NAME];
  if (!free || free.length === 0) return;
  if (isStale(free[free.length - 1]!, performance.now(), limit)) closeIdleSockets(agent, 0);
}

export function hasSockets(agent: Agent): boolean {
  return agent.freeSockets[NAME] !== undefined || agent.sockets[NAME] !== undefined;
}

function isStale(socket: Socket, now: number, limit: number): boolean {
  const used = usedSockets.get(socket);
  return used === undefined || now - used.idleSince >= Math.min(limit, used.keptFor);
}
