import { Paginator } from "./client/paginator.ts";
import { paginators, waiters } from "./client/parts.ts";
import { waitUntil } from "./client/waiter.ts";
import { http2Part } from "./http/node.ts";
import * as models from "./model/customModels.ts";
import { customModels } from "./model/loader.ts";
import { jmespath } from "./model/path.ts";
import { compileEvents } from "./protocol/eventCodec.ts";
import { loadEventFraming } from "./protocol/eventStream.ts";
import { eventStreams } from "./protocol/eventStreams.ts";
import { registerDiscovery } from "./services/common/discovery.ts";
import { discovery } from "./services/registry.ts";
import { login, roles, sso } from "./session/credentials/parts.ts";

/**
 * The parts of the library that not every program needs, each with a function that makes it known. What a bundle does
 * not call is not in it; what a part imports by `import()` is read, where the library is not bundled, when it is used.
 */
export const bringPaginators = (): void => {
  jmespath.provide(() => import("./model/jmespath.ts"));
  paginators.provide(() => Paginator);
};

export const bringWaiters = (): void => waiters.provide(() => waitUntil);

/** For the waiters whose expressions are not of the simple forms. */
export const bringJmespath = (): void => jmespath.provide(() => import("./model/jmespath.ts"));

export const bringEventStreams = (): void => eventStreams.provide(() => ({ compileEvents, loadEventFraming }));

/** For events in both directions. */
export const bringHttp2 = (): void => http2Part.provide(() => import("./http/http2.ts"));

export const bringDiscovery = (): void => discovery.provide(() => registerDiscovery);

export const bringCustomModels = (): void => customModels.provide(() => models);

export const bringRoles = (): void =>
  roles.provide(async () => ({
    ...(await import("./session/credentials/assumeRole.ts")),
    ...(await import("./session/credentials/webIdentity.ts")),
  }));

export const bringSso = (): void =>
  sso.provide(async () => ({
    ...(await import("./session/credentials/sso.ts")),
    ...(await import("./session/credentials/ssoToken.ts")),
  }));

export const bringLogin = (): void => login.provide(() => import("./session/credentials/login.ts"));
