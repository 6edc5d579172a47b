import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Attr, type Update, update } from "../../src/services/dynamodb/index.ts";
import type { Session } from "../../src/session/session.ts";
import { canonical, value } from "./arbitraries.ts";
import { dynamodbServers, makeTable, type Server, sessionOn } from "./servers.ts";

interface Item {
  text?: unknown;
  count?: number;
  other: number;
  list?: unknown[];
  tags?: Set<string>;
  sizes?: Set<number>;
  map: Record<string, unknown>;
}

const integer = fc.integer({ min: -1000, max: 1000 });
const tags = fc.uniqueArray(fc.constantFrom<string>("a", "b", "c", "d"), { minLength: 1 }).map((all) => new Set(all));
const sizes = fc.uniqueArray(fc.constantFrom(1, 2, 3), { minLength: 1 }).map((all) => new Set(all));
const lists = fc.array(value, { maxLength: 3 });

const items: fc.Arbitrary<Item> = fc.record(
  { text: value, count: integer, other: integer, list: lists, tags, sizes, map: fc.record({ x: value, n: integer }) },
  { requiredKeys: ["other", "map"] },
);

/** One action on an attribute: how it is built, and what it does to the item as it was before. */
interface Action {
  readonly attribute: string;
  readonly build: (before: Update<never>) => unknown;
  readonly apply: (after: Item, before: Item) => void;
}

const actionsOf: Record<string, fc.Arbitrary<Action>> = {
  text: fc.oneof(
    value.map((to) =>
      action(
        "text",
        (it) => it.set("text", to),
        (after) => {
          after.text = to;
        },
      ),
    ),
    value.map((to) =>
      action(
        "text",
        (it) => it.ifNotExists("text", to),
        (after, before) => {
          after.text = before.text === undefined ? to : before.text;
        },
      ),
    ),
    fc.constant(
      action(
        "text",
        (it) => it.remove("text"),
        (after) => delete after.text,
      ),
    ),
    fc.constant(
      action(
        "text",
        (it) => it.set("text", Attr("other")),
        (after, { other }) => {
          after.text = other;
        },
      ),
    ),
  ),
  count: fc.oneof(
    integer.map((by) =>
      action(
        "count",
        (it) => it.increment("count", by),
        (after, { count = 0 }) => {
          after.count = count + by;
        },
      ),
    ),
    fc.constant(
      action(
        "count",
        (it) => it.increment("count"),
        (after, { count = 0 }) => {
          after.count = count + 1;
        },
      ),
    ),
    integer.map((by) =>
      action(
        "count",
        (it) => it.add("count", by),
        (after, { count = 0 }) => {
          after.count = count + by;
        },
      ),
    ),
    integer.map((by) =>
      action(
        "count",
        (it) => it.set("count", Attr("other").minus(by)),
        (after, { other }) => {
          after.count = other - by;
        },
      ),
    ),
    fc.constant(
      action(
        "count",
        (it) => it.set("count", Attr("other").plus(Attr("map.n"))),
        (after, { other, map }) => {
          after.count = other + Number(map.n);
        },
      ),
    ),
  ),
  list: fc.oneof(
    lists.map((more) =>
      action(
        "list",
        (it) => it.listAppend("list", more),
        (after, { list = [] }) => {
          after.list = [...list, ...more];
        },
      ),
    ),
    lists.map((more) =>
      action(
        "list",
        (it) => it.listPrepend("list", more),
        (after, { list = [] }) => {
          after.list = [...more, ...list];
        },
      ),
    ),
  ),
  tags: fc.oneof(
    tags.map((more) =>
      action(
        "tags",
        (it) => it.add("tags", more),
        (after, before) => {
          after.tags = new Set([...(before.tags ?? []), ...more]);
        },
      ),
    ),
    tags.map((less) =>
      action(
        "tags",
        (it) => it.delete("tags", less),
        (after, before) => {
          const left = [...(before.tags ?? [])].filter((tag) => !less.has(tag));
          if (left.length > 0) after.tags = new Set(left);
          else delete after.tags;
        },
      ),
    ),
  ),
  sizes: sizes.map((more) =>
    action(
      "sizes",
      (it) => it.add("sizes", more),
      (after, before) => {
        after.sizes = new Set([...(before.sizes ?? []), ...more]);
      },
    ),
  ),
  map: fc.oneof(
    value.map((to) =>
      action(
        "map",
        (it) => it.set("map.x", to),
        (after) => {
          after.map.x = to;
        },
      ),
    ),
    value.map((to) =>
      action(
        "map",
        (it) => it.set(["map", "a.b"], to),
        (after) => {
          after.map["a.b"] = to;
        },
      ),
    ),
    fc.constant(
      action(
        "map",
        (it) => it.remove("map.x"),
        (after) => delete after.map.x,
      ),
    ),
  ),
};

function action(attribute: string, build: (it: Update<never>) => unknown, apply: Action["apply"]): Action {
  return { attribute, build, apply };
}

const actions: fc.Arbitrary<Action[]> = fc
  .subarray(Object.keys(actionsOf), { minLength: 1 })
  .chain((names) => fc.tuple(...names.map((name) => actionsOf[name]!)));

const servers = dynamodbServers("updates");
if (servers.length === 0) it.skip("updates need a server");

describe.each(servers)("updates on $name", ({ start, name }) => {
  let server: Server;
  let session: Session;
  beforeAll(async () => {
    server = await start();
    session = sessionOn(server);
    await makeTable(session, "updates");
  }, 60_000);
  afterAll(async () => {
    await session?.close();
    server?.stop();
  });

  it("do what they say", { timeout: 240_000 }, async () => {
    const table = session.resource("dynamodb").Table("updates");
    let count = 0;
    await fc.assert(
      fc.asyncProperty(items, actions, async (item, all) => {
        const id = `u${count++}`;
        await table.putItem({ Item: { ...item, id } });
        let changes = update();
        const wanted = structuredCloneOf(item);
        for (const each of all) {
          changes = each.build(changes) as typeof changes;
          each.apply(wanted, item);
        }
        const { Attributes } = await table.updateItem({
          Key: { id },
          UpdateExpression: changes,
          ReturnValues: "ALL_NEW",
        });
        expect(canonical(Attributes)).toBe(canonical({ ...wanted, id }));
      }),
      { numRuns: Number(process.env.TUCUXI_RUNS ?? 300) },
    );
    console.log(`${name}: ${count} updates`);
  });
});

function structuredCloneOf(item: Item): Item {
  return { ...item, map: { ...item.map } };
}
