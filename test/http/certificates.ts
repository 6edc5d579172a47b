import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A certificate for 127.0.0.1 that vouches for itself, made on the spot. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
  readonly certPath: string;
  readonly keyPath: string;
  remove(): void;
}

/** `undefined` where there is no `openssl` to make one with. */
export function makeCertificate(name = "127.0.0.1"): Certificate | undefined {
  const folder = mkdtempSync(join(tmpdir(), "tucuxi-certificate-"));
  const certPath = join(folder, "cert.pem");
  const keyPath = join(folder, "key.pem");
  const subject = ["-subj", `/CN=${name}`, "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"];
  const files = ["-keyout", keyPath, "-out", certPath];
  const kind = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  try {
    execFileSync("openssl", [...kind, ...files, ...subject], { stdio: "ignore" });
  } catch {
    rmSync(folder, { recursive: true, force: true });
    console.log("TLS tests are skipped: there is no openssl to make a certificate with.");
    return undefined;
  }
  return {
    cert: readFileSync(certPath, "utf8"),
    key: readFileSync(keyPath, "utf8"),
    certPath,
    keyPath,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
