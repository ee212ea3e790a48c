/** Programs that wait on the clock: `sleep`, `timeout`, `watch`. */
import { fail, OK, runWords } from "./programs.ts";
import type { Program, ProgramContext, ProgramResult, SmallProgramsConfig } from "./programs.ts";

const SECONDS_IN: Readonly<Record<string, number>> = { "": 1, s: 1, m: 60, h: 3600, d: 86_400 };
const NS_PER_SECOND = 1e9;
const TIMED_OUT = 124;
const KILLED = 137;
const TRY_TIMEOUT = "Try 'timeout --help' for more information.\n";

export function waitingPrograms(config: SmallProgramsConfig): Program[] {
  const limits = new Limits(config);
  return [
    { name: "sleep", execute: (args) => sleep(args, limits) },
    { name: "timeout", execute: (args, context) => timeout(args, context, limits) },
    { name: "watch", execute: (args, context) => watch(args, context, config) },
  ];
}

/** How long a command may run: it is stopped where it waits for longer, or begins to wait after that. */
class Limit {
  private readonly stopping = new AbortController();
  private readonly endNs: bigint;
  private readonly config: SmallProgramsConfig;

  constructor(seconds: number, config: SmallProgramsConfig) {
    this.config = config;
    this.endNs = config.nowNs() + BigInt(Math.round(Math.min(seconds * NS_PER_SECOND, Number.MAX_SAFE_INTEGER)));
    // Ctrl-C stops it like any other.
    config.shell().signal.addEventListener("abort", () => this.stopping.abort(), { once: true });
  }

  get signal(): AbortSignal {
    return this.stopping.signal;
  }

  get leftNs(): number {
    return Number(this.endNs - this.config.nowNs());
  }

  stopIfPast(): void {
    if (this.leftNs <= 0) this.stopping.abort();
  }
}

/** The limits that run, the innermost last. */
class Limits {
  private readonly running: Limit[] = [];
  readonly config: SmallProgramsConfig;

  constructor(config: SmallProgramsConfig) {
    this.config = config;
  }

  /** Waits, and no longer than the tightest limit allows. */
  async sleep(seconds: number): Promise<void> {
    const leftNs = Math.min(...this.running.map((limit) => limit.leftNs), seconds * NS_PER_SECOND);
    await this.config.sleep(Math.max(0, leftNs / NS_PER_SECOND));
    for (const limit of this.running) limit.stopIfPast();
  }

  async within(limit: Limit, work: () => Promise<ProgramResult>): Promise<ProgramResult> {
    this.running.push(limit);
    try {
      return await work();
    } catch (error) {
      if (limit.leftNs > 0) throw error;
      return OK;
    } finally {
      this.running.splice(this.running.indexOf(limit), 1);
    }
  }
}

async function sleep(args: readonly string[], limits: Limits): Promise<ProgramResult> {
  const help = "Try 'sleep --help' for more information.\n";
  if (args.length === 0) return fail(`sleep: missing operand\n${help}`, 1);
  let total = 0;
  for (const arg of args) {
    const seconds = secondsOf(arg);
    if (seconds === undefined) return fail(`sleep: invalid time interval ‘${arg}’\n${help}`, 1);
    total += seconds;
  }
  // What runs in the background does not hold up the shell.
  if (!limits.config.shell().inBackground) await limits.sleep(total);
  return OK;
}

/** `1.5`, `2m`, `inf`. */
function secondsOf(text: string): number | undefined {
  const [, amount, unit] =
    /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(text) ?? (/^inf(inity)?$/i.test(text) ? ["", "Infinity", ""] : []);
  return amount === undefined || unit === undefined ? undefined : Number(amount) * (SECONDS_IN[unit] ?? 1);
}

async function timeout(args: readonly string[], context: ProgramContext, limits: Limits): Promise<ProgramResult> {
  let signal = "TERM";
  let keepsStatus = false;
  let at = 0;
  for (; at < args.length; at++) {
    const arg = args[at] ?? "";
    const [, long, value] = /^--(signal|kill-after)(?:=(.*))?$/.exec(arg) ?? [];
    const short = /^-([sk])(.*)$/.exec(arg);
    if (long !== undefined || short !== null) {
      const given = value ?? (short?.[2] || args[++at]);
      if (given === undefined)
        return fail(`timeout: option requires an argument -- '${short?.[1] ?? long}'\n${TRY_TIMEOUT}`, 125);
      if (long === "signal" || short?.[1] === "s") signal = given;
    } else if (arg === "--preserve-status") keepsStatus = true;
    else if (arg !== "--foreground" && arg !== "-v" && arg !== "--verbose") {
      if (arg === "--") at++;
      else if (/^-./.test(arg)) return fail(`timeout: ${unknownOption(arg)}\n${TRY_TIMEOUT}`, 125);
      break;
    }
  }
  const [duration, ...command] = args.slice(at);
  if (duration === undefined || command.length === 0) return fail(TRY_TIMEOUT, 125);
  const seconds = secondsOf(duration);
  if (seconds === undefined) return fail(`timeout: invalid time interval ‘${duration}’\n${TRY_TIMEOUT}`, 125);
  const limit = new Limit(seconds === 0 ? Infinity : seconds, limits.config);
  const result = await limits.within(limit, () => runWords(context, command, { signal: limit.signal }));
  const missing = `bash: ${command[0]}: command not found\n`;
  if (result.exitCode === 127 && result.stderr === missing)
    return { ...result, stderr: `timeout: failed to run command ‘${command[0]}’: No such file or directory\n` };
  if (limit.leftNs > 0) return result;
  const isKill = /^(?:SIG)?KILL$|^9$/i.test(signal);
  return { ...result, stderr: "", exitCode: isKill ? KILLED : keepsStatus ? 143 : TIMED_OUT };
}

function unknownOption(arg: string): string {
  return arg.startsWith("--") ? `unrecognized option '${arg}'` : `invalid option -- '${arg.charAt(1)}'`;
}

const DEFAULT_INTERVAL_SECONDS = 2;
const LEAST_INTERVAL_SECONDS = 0.1;
const HOME_AND_CLEAR = "\x1b[H\x1b[J";
const WATCH_USAGE = `Usage: watch [-n SECONDS] [-t] [-g] [-e] COMMAND

Runs COMMAND again and again, and shows what it prints, until Ctrl-C.
  -n, --interval SECONDS  wait so long between two runs (2)
  -t, --no-title          no line above it
  -g, --chgexit           end when it prints something else
  -e, --errexit           end when it fails
`;

async function watch(
  args: readonly string[],
  context: ProgramContext,
  config: SmallProgramsConfig,
): Promise<ProgramResult> {
  let seconds = DEFAULT_INTERVAL_SECONDS;
  const flags = new Set<string>();
  let at = 0;
  for (; at < args.length && args[at]?.startsWith("-"); at++) {
    const arg = args[at] ?? "";
    const [, value] = /^(?:-n|--interval=)(.+)$/.exec(arg) ?? [];
    if (value !== undefined || arg === "-n" || arg === "--interval") {
      const given = value ?? args[++at];
      if (given === undefined) return fail(`watch: option requires an argument -- 'n'\n${WATCH_USAGE}`, 1);
      if (!/^\d+(?:[.,]\d+)?$/.test(given))
        return fail(`watch: failed to parse argument: '${given}': Invalid argument\n`, 1);
      seconds = Math.max(LEAST_INTERVAL_SECONDS, Number(given.replace(",", ".")));
    } else if (/^-[tgex]+$/.test(arg)) for (const flag of arg.slice(1)) flags.add(flag);
    else if (arg === "--no-title") flags.add("t");
    else if (arg === "--chgexit") flags.add("g");
    else if (arg === "--errexit") flags.add("e");
    else return fail(`watch: ${unknownOption(arg)}\n${WATCH_USAGE}`, 1);
  }
  const command = args.slice(at).join(" ");
  if (command === "") return fail(WATCH_USAGE, 1);
  let before: string | undefined;
  const shell = config.shell();
  while (!shell.signal.aborted) {
    const { stdout, stderr, exitCode } = await runWords(context, ["sh", "-c", command]);
    const title = `Every ${seconds.toFixed(1)}s: ${command}\x1b[K\n\n`;
    const text = `${stdout}${stderr}`;
    shell.emit("stdout", `${HOME_AND_CLEAR}${flags.has("t") ? "" : title}${text}`);
    if (flags.has("e") && exitCode !== 0) return { ...OK, exitCode: 8 };
    if (flags.has("g") && before !== undefined && before !== text) return OK;
    // Nobody is there to press Ctrl-C.
    if (!config.attached()) return OK;
    before = text;
    await config.sleep(seconds);
    await config.pause();
  }
  return OK;
}
