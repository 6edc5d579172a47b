import { execFile, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const programs = ["ceph-mon", "ceph-osd", "ceph-authtool", "monmaptool", "radosgw", "radosgw-admin"];

/** An S3 that checks signatures, on the loopback interface. */
export interface CheckingStore {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  stop(): void;
}

/** Whether Ceph's object gateway is on this machine (Debian: `radosgw`, `ceph-mon`, `ceph-osd`). */
export function hasRadosGateway(): boolean {
  return programs.every((program) => existsSync(join("/usr/bin", program)));
}

/** Starts the smallest Ceph: a monitor, one store in memory, the gateway. It takes about ten seconds. */
export async function startRadosGateway(): Promise<CheckingStore> {
  const folder = mkdtempSync(join(tmpdir(), "radosgw-"));
  const [port, monitor] = [await freePort(), await freePort()];
  const [cluster, store] = [randomUUID(), randomUUID()];
  const config = join(folder, "ceph.conf");
  mkdirSync(join(folder, "mon"));
  mkdirSync(join(folder, "osd"));
  writeFileSync(config, configuration(folder, cluster, monitor, port));
  const keyring = join(folder, "keyring");
  const common = ["-c", config];
  await run("ceph-authtool", ["--create-keyring", keyring, "--gen-key", "-n", "mon.", "--cap", "mon", "allow *"]);
  const all = ["mon", "osd", "mgr"].flatMap((part) => ["--cap", part, "allow *"]);
  await run("ceph-authtool", [keyring, "--gen-key", "-n", "client.admin", ...all]);
  const map = join(folder, "monmap");
  await run("monmaptool", ["--create", "--fsid", cluster, "--addv", "a", `[v1:127.0.0.1:${monitor}]`, map]);
  await run("ceph-mon", [...common, "--mkfs", "-i", "a", "--monmap", map, "--keyring", keyring]);
  await run("ceph-mon", [...common, "-i", "a"]);
  await run("ceph", [...common, "osd", "new", store]);
  await run("ceph-osd", [...common, "-i", "0", "--mkfs", "--osd-uuid", store]);
  await startStore(common);
  spawn("radosgw", [...common, "-n", "client.admin"], { stdio: "ignore", detached: true }).unref();
  const keys = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
  const user = [
    "--uid=test",
    "--display-name=test",
    `--access-key=${keys.accessKeyId}`,
    `--secret-key=${keys.secretAccessKey}`,
  ];
  await run("radosgw-admin", [...common, "user", "create", ...user]);
  const endpoint = `http://127.0.0.1:${port}`;
  await answers(endpoint);
  return {
    endpoint,
    ...keys,
    stop() {
      for (const name of ["client.admin", "osd.0", "mon.a"]) {
        const file = join(folder, `${name}.pid`);
        if (existsSync(file)) process.kill(Number(readFileSync(file, "utf8")), "SIGKILL");
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A store that asks before the monitor has told it of the cluster is refused. */
async function startStore(common: readonly string[]): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await run("ceph-osd", [...common, "-i", "0"]);
      return;
    } catch (error) {
      if (attempt === 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

function configuration(folder: string, cluster: string, monitor: number, port: number): string {
  const settings = {
    fsid: cluster,
    mon_host: `[v1:127.0.0.1:${monitor}]`,
    public_addr: "127.0.0.1",
    cluster_addr: "127.0.0.1",
    auth_cluster_required: "none",
    auth_service_required: "none",
    auth_client_required: "none",
    osd_pool_default_size: 1,
    osd_pool_default_min_size: 1,
    osd_pool_default_pg_num: 1,
    osd_pool_default_pgp_num: 1,
    osd_pool_default_pg_autoscale_mode: "off",
    osd_crush_chooseleaf_type: 0,
    mon_max_pg_per_osd: 1_000,
    mon_allow_pool_size_one: true,
    mon_data_avail_crit: 1,
    osd_objectstore: "memstore",
    memstore_device_bytes: 2 ** 31,
    osd_class_load_list: "*",
    osd_class_default_list: "*",
    mon_data: join(folder, "mon"),
    osd_data: join(folder, "osd"),
    run_dir: folder,
    keyring: join(folder, "keyring"),
    admin_socket: join(folder, "$name.asok"),
    pid_file: join(folder, "$name.pid"),
    log_file: join(folder, "$name.log"),
    rgw_frontends: `beast endpoint=127.0.0.1:${port}`,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  return `[global]\n${lines.join("\n")}\n`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}

async function answers(endpoint: string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const answered = await fetch(endpoint).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("radosgw does not answer");
}
