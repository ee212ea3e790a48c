/** Programs that tell of the machine, those that run another, and those that are not simulated and say so. */
import { fail, OK, runWords } from "./programs.ts";
import type { Program, ProgramContext, ProgramResult } from "./programs.ts";

export function systemPrograms(): Program[] {
  return [
    { name: "id", execute: async (args) => id(args) },
    { name: "uname", execute: async (args) => uname(args) },
    { name: "arch", execute: async () => ({ ...OK, stdout: `${MACHINE.m}\n` }) },
    { name: "tty", execute: async () => ({ ...OK, stdout: "/dev/pts/0\n" }) },
    { name: "nproc", execute: async () => ({ ...OK, stdout: "1\n" }) },
    {
      name: "umask",
      execute: async (args) => (args.length === 0 ? { ...OK, stdout: "0022\n" } : absent("bash: umask")),
    },
    { name: "nohup", execute: (args, context) => prefixed("nohup", args, context) },
    { name: "nice", execute: (args, context) => prefixed("nice", args, context) },
    { name: "stdbuf", execute: (args, context) => prefixed("stdbuf", args, context) },
    { name: "less", execute: pager },
    { name: "more", execute: pager },
    { name: "shuf", execute: shuf },
    ...BUILTINS_ABSENT.map((name) => ({ name, execute: async () => absent(`bash: ${name}`, 1) })),
    ...ABSENT.map((name) => ({ name, execute: async () => absent(name) })),
  ];
}

/** Parts of bash that the shell here does not have. */
const BUILTINS_ABSENT = ["trap", "ulimit", "times", "enable", "suspend", "fc", "bind", "logout"];

/** What a student may look for on a machine, and does not find on this one. */
const ABSENT = (
  "man info vi vim nano emacs python python3 perl ruby node npm go gcc make git docker podman " +
  "kubectl helm terraform consul nomad aws gcloud az sudo su ssh scp apt apt-get dpkg yum dnf apk " +
  "snap brew systemctl service journalctl ps top htop free df uptime lsof mount chown chgrp " +
  "netstat ss ip ifconfig ping dig nslookup nc telnet openssl gpg wget http tar zip unzip bc " +
  "screen tmux crontab passwd useradd sha512sum cksum gzip gunzip zcat pkill pgrep killall"
).split(" ");

function absent(name: string, exitCode = 127): ProgramResult {
  return fail(`${name}: not simulated here\n`, exitCode);
}

function id(args: readonly string[]): ProgramResult {
  const flags = args.filter((arg) => arg.startsWith("-")).join("");
  const whom = args.find((arg) => !arg.startsWith("-"));
  if (whom !== undefined && whom !== "student") return fail(`id: ‘${whom}’: no such user\n`, 1);
  if (!/[ugG]/.test(flags)) return { ...OK, stdout: "uid=1000(student) gid=1000(student) groups=1000(student)\n" };
  return { ...OK, stdout: flags.includes("n") ? "student\n" : "1000\n" };
}

const MACHINE = {
  s: "Linux",
  n: "workstation",
  r: "6.1.0-28-amd64",
  v: "#1 SMP PREEMPT_DYNAMIC Debian 6.1.119-1 (2024-11-22)",
  m: "x86_64",
  o: "GNU/Linux",
} as const;

function uname(args: readonly string[]): ProgramResult {
  const wanted = args.join("").replaceAll("-", "") || "s";
  const other = Array.from(wanted).find((letter) => !/[asnrvmo]/.test(letter));
  if (other !== undefined) {
    const stderr = `uname: invalid option -- '${other}'\nTry 'uname --help' for more information.\n`;
    return { ...OK, stderr, exitCode: 1 };
  }
  const parts = Object.entries(MACHINE).filter(([letter]) => wanted.includes("a") || wanted.includes(letter));
  return { ...OK, stdout: `${parts.map(([, text]) => text).join(" ")}\n` };
}

/** `nohup`, `nice -n 5`, `stdbuf -oL`: of what they change there is nothing here to see. */
function prefixed(name: string, args: readonly string[], context: ProgramContext): Promise<ProgramResult> {
  let at = 0;
  while (args[at]?.startsWith("-")) at += /^-[nioe]$/.test(args[at] ?? "") ? 2 : 1;
  const command = args.slice(at);
  if (command.length > 0) return runWords(context, command);
  if (name === "nice") return Promise.resolve({ ...OK, stdout: "0\n" });
  const stderr = `${name}: missing operand\nTry '${name} --help' for more information.\n`;
  return Promise.resolve({ ...OK, stderr, exitCode: 125 });
}

/** The terminal scrolls: a pager shows all there is. */
function pager(args: readonly string[], context: ProgramContext): Promise<ProgramResult> {
  return runWords(context, ["cat", ...args.filter((arg) => !/^[-+]./.test(arg))]);
}

async function shuf(args: readonly string[], context: ProgramContext): Promise<ProgramResult> {
  const count = /^-n(\d+)$/.exec(args.join(""))?.[1] ?? /-n (\d+)/.exec(args.join(" "))?.[1];
  const range = /-i ?(\d+)-(\d+)/.exec(args.join(" "));
  const isEcho = args.includes("-e");
  const path = args.find((arg, index) => !arg.startsWith("-") && !/^-[ni]$/.test(args[index - 1] ?? ""));
  let lines: string[];
  if (range !== null) {
    const [first, last] = [Number(range[1]), Number(range[2])];
    lines = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => `${first + at}`);
  } else if (isEcho) lines = args.slice(args.indexOf("-e") + 1);
  else {
    const { stdout } = await runWords(context, path === undefined ? ["cat"] : ["cat", path]);
    lines = stdout.split("\n");
    if (lines.at(-1) === "") lines.pop();
  }
  for (let at = lines.length - 1; at > 0; at--) {
    const other = Math.floor(Math.random() * (at + 1));
    [lines[at], lines[other]] = [lines[other] ?? "", lines[at] ?? ""];
  }
  const shown = count === undefined ? lines : lines.slice(0, Number(count));
  return { ...OK, stdout: shown.map((line) => `${line}\n`).join("") };
}
