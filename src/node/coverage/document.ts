/** docs/coverage.md, made of what the code declares and of what the recordings and tests use. */
import type { DeclaredCommand, DeclaredProgram } from "../../cli/index.ts";
import type { DeclaredApi, DeclaredMount, DeclaredPath } from "../../vault/index.ts";

export interface Recording {
  readonly name: string;
  readonly commands: readonly string[];
}

export interface CoverageSources {
  readonly api: DeclaredApi;
  readonly program: DeclaredProgram;
  readonly recordings: readonly Recording[];
  /** Files of tests, from the root, by the folder of the mount that they test. */
  readonly testsByMount: Readonly<Record<string, readonly string[]>>;
}

export function coverageDocument(sources: CoverageSources): string {
  const { api, program, recordings } = sources;
  return [
    "# What is covered",
    "",
    "Made from the code by `npm run coverage-doc`; a test holds it to the code. Change the declarations, not this file.",
    "",
    `Every one of the ${recordings.length} recordings in \`tests/golden/corpus\` runs in \`npm test\`. Behind each command and path`,
    "stands in how many of them it is typed. What a command asks for by itself is not counted as typed.",
    "",
    "## What is absent",
    "",
    ...absences(api, program),
    "",
    "## Commands",
    "",
    ...sharedSections(program).map(
      ([title, flags]) => `**${title}**, wherever a command below names them: ${flags.map(flagText).join(", ")}.\n`,
    ),
    ...program.commands.filter((command) => !command.isGroup).map((command) => commandText(command, sources)),
    "## Paths",
    "",
    "Fields are those that a path declares, the ones in its own name among them; `~` marks what a real server calls deprecated.",
    ...api.mounts.flatMap((mount) => mountText(mount, sources)),
    "",
  ].join("\n");
}

const unsaid: readonly string[] = [
  "Enterprise: namespaces, replication, Sentinel, control groups and the like answer as the Community edition does.",
  "`openapi` is null in the answer of `?help=1`, and `vault path-help -format=json` prints null; help texts are our own.",
  'Audit devices of type "syslog" and "socket", and the format "jsonx".',
  'SSH roles of type "ca".',
  "`vault server` without `-dev`; its TLS, plugins, clusters and recovery mode; most fields of its configuration files; the lines of its log.",
  "`sys/raw`: packed bytes as they are kept, and what is kept other than as JSON.",
  "Setting a server up (`vault operator init` on a new one), and PGP for key shares and root tokens.",
  "Wrapping tokens in the format `jwt` (`X-Vault-Wrap-Format`); the program's own settings in `~/.vault`, token helpers among them.",
  "MFA: `-mfa` and VAULT_MFA are refused; the header X-Vault-MFA is passed over.",
];

function absences(api: DeclaredApi, program: DeclaredProgram): string[] {
  const paths = api.mounts.flatMap((mount) => mount.paths).filter((path) => path.absent.length > 0);
  return [
    'What Vault has in these areas and this one lacks. All of it answers "not simulated" and points here.',
    "",
    ...unsaid.map((text) => `- ${text}`),
    `- Secrets engines, which can be enabled and then answer so at every path: ${list(api.absentSecretsEngines)}.`,
    `- Auth methods, likewise: ${list(api.absentAuthMethods)}.`,
    `- \`vault login -method\`: ${list(program.absentLogins)}.`,
    "",
    "Commands:",
    "",
    ...program.absentCommands.map(({ name, synopsis }) => `- \`vault ${name}\`: ${synopsis}`),
    "",
    "Operations on paths:",
    "",
    ...paths.map(({ path, absent, synopsis }) => `- \`${path}\` (${absent.join(", ")}): ${synopsis}`),
  ];
}

const list = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");

/** Headings that hold the same flags in most commands: said once. */
function sharedSections(program: DeclaredProgram): readonly (readonly [string, readonly string[]])[] {
  const first = program.commands.flatMap((command) => command.sections).find(({ title }) => title === "HTTP Options");
  return first === undefined ? [] : [[first.title, first.flags]];
}

function commandText(command: DeclaredCommand, { program, recordings }: CoverageSources): string {
  const shared = new Map(sharedSections(program).map(([title, flags]) => [title, flags.join()]));
  const typed = recordings
    .map((recording) => ({ name: recording.name, lines: recording.commands.filter((line) => types(line, command)) }))
    .filter(({ lines }) => lines.length > 0);
  const steps = typed.reduce((sum, { lines }) => sum + lines.length, 0);
  const recorded = (flag: string): boolean =>
    typed.some(({ lines }) => lines.some((line) => new RegExp(`\\s--?${escape(flag)}(?![\\w-])`).test(line)));
  const own = command.sections.filter((section) => shared.get(section.title) !== section.flags.join());
  const names = command.sections.filter((section) => !own.includes(section)).map((section) => section.title);
  const flags = own.flatMap((section) => section.flags);
  const said = [...names, ...flags.map((flag) => flagText(flag) + (recorded(flag) ? " ✓" : ""))];
  return [
    `### \`vault ${command.name}\`\n`,
    `${command.synopsis}. ${tested(
      steps,
      typed.map(({ name }) => name),
    )}\n`,
    ...(said.length > 0 ? [`Flags (✓ is recorded): ${said.join(", ")}.\n`] : []),
  ].join("\n");
}

const flagText = (name: string): string => `\`-${name}\``;

function tested(steps: number, names: readonly string[]): string {
  if (steps === 0) return "In no recording.";
  const shown = names.slice(0, 4).join(", ") + (names.length > 4 ? ", …" : "");
  return `In ${steps} ${steps === 1 ? "step" : "steps"} of ${names.length} ${names.length === 1 ? "recording" : "recordings"}: ${shown}.`;
}

/** Whether a line types a command, and not one that begins with the same words. */
function types(line: string, command: DeclaredCommand): boolean {
  return new RegExp(`(?:^|[^\\w./-])vault\\s+${escape(command.name).replaceAll(" ", "\\s+")}(?![\\w-])`, "m").test(
    line,
  );
}

function mountText(mount: DeclaredMount, sources: CoverageSources): string[] {
  const tests = sources.testsByMount[mount.folder] ?? [];
  return [
    "",
    `### ${mount.title}`,
    "",
    mount.description,
    "",
    tests.length === 0 ? "No test of its own." : `Tests: ${list(tests)}.`,
    "",
    ...mount.paths.filter((path) => path.operations.length > 0).map((path) => pathText(path, sources.recordings)),
  ];
}

function pathText(path: DeclaredPath, recordings: readonly Recording[]): string {
  const fields = path.fields.map(({ name, type, deprecated }) => `\`${name}\`${deprecated ? "~" : ""} ${type}`);
  const pattern = new RegExp(`(?:^|[\\s"'/])${patternOf(path.path)}(?=[\\s"'?;|)]|$)`, "m");
  const typed = recordings.filter((recording) => recording.commands.some((line) => pattern.test(line)));
  return [
    `- \`${path.path}\` (${path.operations.join(", ")}): ${path.synopsis}`,
    ...(fields.length > 0 ? [` Fields: ${fields.join(", ")}.`] : []),
    ...(typed.length > 0 ? [` Typed in ${typed.length} ${typed.length === 1 ? "recording" : "recordings"}.`] : []),
  ].join("");
}

/** What a line that names the path looks like. */
function patternOf(path: string): string {
  const optional = path.endsWith("/?");
  const parts = (optional ? path.slice(0, -2) : path).split("/").map((part) => {
    if (part.startsWith("*") || part.startsWith("+")) return "[^\\s\"'?]+";
    return part.startsWith(":") ? "[^\\s\"'?/]+" : escape(part);
  });
  return parts.join("/") + (optional ? "/?" : "");
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
