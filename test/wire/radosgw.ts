import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** A real S3 that no one here wrote, on loopback. */
export interface Radosgw {
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  stop(): Promise<void>;
}

const run = promisify(execFile);
const programs = ["radosgw", "radosgw-admin", "ceph", "ceph-mon", "ceph-osd", "monmaptool"];

/** Which of the programs that it takes are not there; Debian: `apt-get install radosgw ceph-mon ceph-osd`. */
export function missingPrograms(): string[] {
  return programs.filter((program) => {
    try {
      execFileSync(program, ["--version"], { stdio: "ignore", timeout: 20_000 });
      return false;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === "ENOENT";
    }
  });
}

/**
 * Starts the least that Ceph's gateway runs on: one monitor, and one store that keeps its objects in memory. All of it
 * lives in a temporary folder and is gone with it.
 */
export async function startRadosgw(): Promise<Radosgw> {
  const folder = mkdtempSync(join(tmpdir(), "rgw-"));
  const monitor = `v2:127.0.0.1:${await freePort()}`;
  const port = await freePort();
  const config = join(folder, "ceph.conf");
  const [fsid, store] = [randomUUID(), randomUUID()];
  for (const name of ["mon", "osd"]) mkdirSync(join(folder, name));
  writeFileSync(config, configuration(folder, fsid, monitor, port));
  const daemons: ChildProcess[] = [];
  const daemon = (program: string, ...parameters: string[]): void => {
    const log = openSync(join(folder, `${program}.out`), "w");
    daemons.push(spawn(program, ["-c", config, "-f", ...parameters], { stdio: ["ignore", log, log] }));
  };
  const command = (program: string, ...parameters: string[]) =>
    run(program, ["-c", config, ...parameters], { timeout: 60_000 });
  const stop = async (): Promise<void> => {
    await Promise.all(daemons.reverse().map(ended));
    rmSync(folder, { recursive: true, force: true });
  };
  const credentials = { accessKeyId: "RADOSGWTESTKEY", secretAccessKey: "aSecret/With+Signs=" };
  const user = ["--uid=tester", "--display-name=tester"];
  const keys = [`--access-key=${credentials.accessKeyId}`, `--secret-key=${credentials.secretAccessKey}`];
  try {
    const map = join(folder, "monmap");
    await run("monmaptool", ["--create", "--fsid", fsid, "--addv", "a", `[${monitor}]`, map]);
    await command("ceph-mon", "--mkfs", "-i", "a", "--monmap", map);
    daemon("ceph-mon", "-i", "a");
    await command("ceph", "osd", "new", store, "0");
    await command("ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", store);
    daemon("ceph-osd", "-i", "0");
    await command("radosgw-admin", "--no-mon-config", "user", "create", ...user, ...keys);
    daemon("radosgw", "-n", "client.admin", "--no-mon-config");
    const endpoint = `http://127.0.0.1:${port}`;
    await answering(endpoint);
    return { endpoint, credentials, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function configuration(folder: string, fsid: string, monitor: string, port: number): string {
  return `[global]
fsid = ${fsid}
run dir = ${folder}
mon host = ${monitor}/0
mon initial members = a
auth cluster required = none
auth service required = none
auth client required = none
ms bind msgr1 = false
ms mon client mode = crc
public network = 127.0.0.0/8
cluster network = 127.0.0.0/8
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pg autoscale mode = off
mon allow pool size one = true
mon data avail crit = 1
mon data avail warn = 2
admin socket = ${folder}/$name.asok
pid file = ${folder}/$name.pid
log file = ${folder}/$name.log
[mon.a]
mon data = ${folder}/mon
public addr = ${monitor}/0
[osd.0]
osd data = ${folder}/osd
osd objectstore = memstore
memstore device bytes = 1073741824
[client.admin]
rgw data = ${folder}
rgw frontends = beast endpoint=127.0.0.1:${port}
`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answering(endpoint: string): Promise<void> {
  for (let second = 0; second < 60; second++) {
    const answer = await fetch(endpoint).catch(() => undefined);
    await answer?.text();
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`radosgw does not answer at ${endpoint}`);
}

function ended(child: ChildProcess): Promise<unknown> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const end = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  return end;
}
