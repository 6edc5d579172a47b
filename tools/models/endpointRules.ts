import type { EndpointRule, EndpointRuleSet, SharedEndpointRules } from "../../src/model/types.ts";

/**
 * What the rule sets that many services share are called: the name, and a service that has it. Shared sets without an
 * entry here are called after the first service that has them (`as-greengrass`).
 */
const names: Readonly<Record<string, string>> = {
  amplify: "regional",
  accessanalyzer: "regional-gov-is-fips",
  appconfig: "regional-gov-regions-are-fips",
  "account-access": "regional-dualstack-only",
  datazone: "regional-dualstack-first",
  "nova-act": "regional-exclusive",
  account: "global",
  "bcm-dashboards": "global-dualstack-only",
};

const placeholder = "https://{@host}";

/** Rule sets that differ in nothing but the host are stored once. */
export function shareRules(rulesByService: ReadonlyMap<string, EndpointRuleSet>): {
  readonly shared: ReadonlyMap<string, EndpointRuleSet>;
  readonly services: ReadonlyMap<string, EndpointRuleSet | SharedEndpointRules>;
} {
  const groups = new Map<string, { service: string; host: string }[]>();
  const services = new Map<string, EndpointRuleSet | SharedEndpointRules>();
  for (const [service, original] of rulesByService) {
    const rules = { ...original, rules: unnest(original.rules) };
    services.set(service, rules);
    const host = commonHost(rules);
    if (host === undefined) continue;
    const key = withoutHost(rules, host);
    const group = groups.get(key);
    if (group) group.push({ service, host });
    else groups.set(key, [{ service, host }]);
  }
  const shared = new Map<string, EndpointRuleSet>();
  for (const [key, group] of groups) {
    if (group.length < 2) continue;
    const named = group.find(({ service }) => Object.hasOwn(names, service));
    const name = named ? names[named.service]! : `as-${group[0]!.service}`;
    if (shared.has(name)) throw new Error(`Two shared rule sets are called ${name}.`);
    shared.set(name, JSON.parse(key));
    for (const { service, host } of group) services.set(service, { shared: name, host });
  }
  return { shared, services };
}

/**
 * A tree that has no condition and is the last of its list says no more than its rules. Written without such trees, sets
 * that say the same look the same.
 */
function unnest(rules: readonly EndpointRule[]): EndpointRule[] {
  return rules.flatMap((rule, index) => {
    const consequence = rule.at(-1)!;
    if (typeof consequence === "number") return [rule];
    const conditions = rule.slice(0, -1) as number[];
    const inner = unnest(consequence);
    return conditions.length === 0 && index === rules.length - 1 ? inner : [[...conditions, inner]];
  });
}

/** What most URLs begin with: `https://athena.…` and `https://athena-fips.…` have the host `athena`. */
function commonHost(rules: EndpointRuleSet): string | undefined {
  const counts = new Map<string, number>();
  for (const [, label] of JSON.stringify(rules).matchAll(/"https:\/\/([^{"]+)/g)) {
    const host = label!.replace(/\.$/, "").replace(/-fips$/, "");
    counts.set(host, (counts.get(host) ?? 0) + 1);
  }
  const [first] = [...counts].sort(([a, m], [b, n]) => n - m || a.length - b.length || (a < b ? -1 : 1));
  return first?.[0];
}

function withoutHost(rules: EndpointRuleSet, host: string): string {
  return JSON.stringify(rules, (_, value: unknown) => {
    if (typeof value !== "string" || !value.startsWith(`https://${host}`)) return value;
    const rest = value.slice("https://".length + host.length);
    return /^[.-]/.test(rest) ? placeholder + rest : value;
  });
}
