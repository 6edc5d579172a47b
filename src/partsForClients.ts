import { Paginator } from "./client/paginator.ts";
import { paginators } from "./client/parts.ts";
import { http2 } from "./http/parts.ts";
import { customApiVersions, customServices, readCustomModel } from "./model/customModels.ts";
import { customModels } from "./model/loader.ts";
import { jmespath } from "./model/path.ts";
import { registerDiscovery } from "./services/common/discovery.ts";
import { discovery } from "./services/registry.ts";
import { login, roles, sso } from "./session/credentials/parts.ts";

/**
 * The parts of the library that not every program needs, each with a function that makes it known: those that clients
 * ask for before their first call, and those that are loaded when they are used (`import()`). What a bundle does not
 * call is not in it.
 */
export const bringPaginators = (): void => paginators.provide(() => Paginator);

export const bringDiscovery = (): void => discovery.provide(() => registerDiscovery);

export const bringCustomModels = (): void =>
  customModels.provide(() => ({ customApiVersions, customServices, readCustomModel }));

/** For what is searched in pages, and for the waiters whose expressions are not of the simple forms. */
export const bringJmespath = (): void => jmespath.provide(() => import("./model/jmespath.ts"));

/** For events in both directions. */
export const bringHttp2 = (): void => http2.provide(() => import("./http/http2.ts"));

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
