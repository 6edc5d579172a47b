import { expect, it } from "vitest";
import { sessionWith } from "../../../test/client/stand.ts";

const cases = [
  ["rds", "copyDBSnapshot", { SourceDBSnapshotIdentifier: "s", TargetDBSnapshotIdentifier: "t" }],
  ["neptune", "createDBCluster", { DBClusterIdentifier: "c", Engine: "neptune" }],
  ["docdb", "createDBCluster", { DBClusterIdentifier: "c", Engine: "docdb" }],
  ["ec2", "copySnapshot", { SourceSnapshotId: "snap-1" }],
] as const;

/** Each of the operations finds its result in it. */
const answer = (): { body: string } => ({ body: "<R><CopyDBSnapshotResult/><CreateDBClusterResult/></R>" });

function formOf(body: unknown): URLSearchParams {
  return new URLSearchParams(body as string);
}

it.each(cases)("%s.%s from another region has a request to that region in it", async (service, method, input) => {
  const { session, requests } = sessionWith(answer);
  const client = session.client(service as string);
  await client[method]!({ ...input, SourceRegion: "eu-west-1" });
  const form = formOf(requests[0]!.body);
  const url = new URL(form.get("PreSignedUrl") ?? form.get("PresignedUrl")!);
  expect(url.host).toMatch(/\.eu-west-1\.amazonaws\.com$/);
  expect(url.searchParams.get("Action")).toBe(form.get("Action"));
  expect(url.searchParams.get("DestinationRegion")).toBe("us-east-1");
  expect(url.searchParams.get("X-Amz-Credential")).toContain("/eu-west-1/");
  // EC2 wants both regions; to RDS the source is known by the URL.
  expect([form.get("SourceRegion"), form.get("DestinationRegion")]).toEqual(
    service === "ec2" ? ["eu-west-1", "us-east-1"] : [null, null],
  );
});

it.each(cases)("%s.%s keeps the user's own URL, and needs none without credentials", async (service, method, input) => {
  const { session, requests } = sessionWith(answer);
  const name = service === "ec2" ? "PresignedUrl" : "PreSignedUrl";
  await session.client(service as string)[method]!({ ...input, SourceRegion: "eu-west-1", [name]: "https://own" });
  expect(formOf(requests[0]!.body).getAll(name)).toEqual(["https://own"]);
  await session.client(service as string, { credentials: "anonymous" })[method]!({
    ...input,
    SourceRegion: "eu-west-1",
  });
  expect(formOf(requests[1]!.body).has(name)).toBe(false);
});
