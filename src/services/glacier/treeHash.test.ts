import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { sessionWith } from "../../../test/client/stand.ts";
import { treeHash } from "./treeHash.ts";

const sha256 = (data: Uint8Array): Buffer => createHash("sha256").update(data).digest();
const MEBIBYTE = 2 ** 20;

it("the tree hash joins the hashes of mebibytes two by two; one that is left over goes up alone", () => {
  const bytes = Buffer.alloc(2 * MEBIBYTE + 5, "a");
  const [first, second, third] = [0, 1, 2].map((part) =>
    sha256(bytes.subarray(part * MEBIBYTE, (part + 1) * MEBIBYTE)),
  );
  const root = sha256(Buffer.concat([sha256(Buffer.concat([first!, second!])), third!]));
  expect(treeHash(bytes)).toBe(root.toString("hex"));
  expect(treeHash(Buffer.alloc(0))).toBe(sha256(Buffer.alloc(0)).toString("hex"));
  expect(treeHash(Buffer.from("cat"))).toBe(sha256(Buffer.from("cat")).toString("hex"));
});

it("uploads carry both hashes, and every call the version and an account", async () => {
  const { session, requests } = sessionWith(() => ({ status: 201 }));
  const glacier = session.client("glacier");
  const hash = sha256(Buffer.from("cat")).toString("hex");
  await glacier.uploadArchive({ vaultName: "v", body: "cat" } as never);
  await glacier.uploadArchive({ vaultName: "v", body: new Blob(["cat"]), accountId: "123456789012" });
  await glacier.listVaults({} as never);
  for (const { headers } of requests) expect(headers["x-amz-glacier-version"]).toBe("2012-06-01");
  for (const { headers } of requests.slice(0, 2)) {
    expect([headers["x-amz-content-sha256"], headers["x-amz-sha256-tree-hash"]]).toEqual([hash, hash]);
  }
  expect(requests.map(({ path }) => path)).toEqual([
    "/-/vaults/v/archives",
    "/123456789012/vaults/v/archives",
    "/-/vaults",
  ]);
});
