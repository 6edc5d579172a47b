import { expandHome, homePath, readText, type SessionEnvironment } from "./environment.ts";
import { type IniSection, parseIni, type Section } from "./iniFile.ts";

/** What the shared config and credentials files say. */
export interface SharedConfig {
  readonly configPath: string;
  readonly credentialsPath: string;
  /** Profiles by name; a key of the credentials file wins over the same key of the config file. */
  readonly profiles: ReadonlyMap<string, Section>;
  /** The config file's part of the profiles. */
  readonly configProfiles: ReadonlyMap<string, Section>;
  /** The credentials file's part. */
  readonly credentialsProfiles: ReadonlyMap<string, Section>;
  /** `[sso-session …]` sections. */
  readonly ssoSessions: ReadonlyMap<string, Section>;
  /** `[services …]` sections. */
  readonly services: ReadonlyMap<string, Section>;
}

type Sections = Map<string, Map<string, string>>;

const nameForm = /^[A-Za-z0-9_\-/.%@:+]+$/;

/** Where the files are: `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE`, else `~/.aws/config` and `~/.aws/credentials`. */
export function sharedConfigPaths(environment: SessionEnvironment): { config: string; credentials: string } {
  const { AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: credentials } = environment.variables;
  return {
    config: config ? expandHome(environment, config) : homePath(environment, ".aws", "config"),
    credentials: credentials ? expandHome(environment, credentials) : homePath(environment, ".aws", "credentials"),
  };
}

/** Reads both files; one that is not there is empty. Throws a `ConfigError` for one that cannot be read. */
export function readSharedConfig(environment: SessionEnvironment): SharedConfig {
  const paths = sharedConfigPaths(environment);
  return mergeSharedConfig(
    { path: paths.config, text: readText(environment, paths.config) ?? "" },
    { path: paths.credentials, text: readText(environment, paths.credentials) ?? "" },
  );
}

interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** The two files' texts as one. */
export function mergeSharedConfig(config: SourceFile, credentials: SourceFile): SharedConfig {
  const configProfiles: Sections = new Map();
  const ssoSessions: Sections = new Map();
  const services: Sections = new Map();
  const sections = parseIni(config.text, config.path);
  // AWS's rule: [profile default] hides [default].
  const hidden = sections.some(({ header }) => /^profile\s+default$/.test(header)) ? "default" : undefined;
  for (const section of sections) {
    const { kind, name } = configHeader(section.header);
    if (name === undefined || section.header === hidden) continue;
    if (kind === "profile") add(configProfiles, name, section);
    if (kind === "sso-session") add(ssoSessions, name, section);
    if (kind === "services") add(services, name, section);
  }

  const credentialsProfiles: Sections = new Map();
  for (const section of parseIni(credentials.text, credentials.path)) {
    const name = sectionName(section.header);
    if (name !== undefined) add(credentialsProfiles, name, section);
  }

  const profiles: Sections = new Map();
  for (const part of [configProfiles, credentialsProfiles]) {
    for (const [name, values] of part) profiles.set(name, new Map([...(profiles.get(name) ?? []), ...values]));
  }
  return {
    configPath: config.path,
    credentialsPath: credentials.path,
    profiles,
    configProfiles,
    credentialsProfiles,
    ssoSessions,
    services,
  };
}

function configHeader(header: string): { kind?: string; name?: string | undefined } {
  if (header === "default") return { kind: "profile", name: "default" };
  const parts = /^(profile|sso-session|services)\s+(.+)$/s.exec(header);
  return parts ? { kind: parts[1]!, name: sectionName(parts[2]!) } : {};
}

/** A section's name; spaces are allowed where it is quoted, as in boto3. `undefined` where it is no name. */
function sectionName(text: string): string | undefined {
  const quoted = /^"([^"]+)"$|^'([^']+)'$/.exec(text);
  if (quoted) return quoted[1] ?? quoted[2];
  return nameForm.test(text) ? text : undefined;
}

function add(sections: Sections, name: string, section: IniSection): void {
  sections.set(name, new Map([...(sections.get(name) ?? []), ...section.values]));
}
