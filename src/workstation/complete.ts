import { completeVault } from "../cli/index.ts";
import type { Shell } from "./shell.ts";
import { completeTimeProgram } from "./time-programs.ts";
import type { TimeTravel } from "./time-programs.ts";
import type { TerminalFs } from "./terminal-fs.ts";
import { programIo } from "./vault-program.ts";
import type { ProgramWorld } from "./vault-program.ts";

/** Candidates for the word that spans [from, to) of the line. */
export interface WordCompletion {
  readonly from: number;
  readonly to: number;
  readonly candidates: readonly { readonly text: string; readonly description?: string }[];
}

const BUILTINS = [
  "alias",
  "break",
  "cd",
  "command",
  "continue",
  "declare",
  "echo",
  "eval",
  "exec",
  "exit",
  "export",
  "false",
  "getopts",
  "hash",
  "help",
  "history",
  "let",
  "local",
  "mapfile",
  "popd",
  "printf",
  "pushd",
  "pwd",
  "read",
  "readonly",
  "return",
  "set",
  "shift",
  "shopt",
  "source",
  "test",
  "time",
  "trap",
  "true",
  "type",
  "typeset",
  "ulimit",
  "umask",
  "unalias",
  "unset",
  "wait",
  "if",
  "then",
  "else",
  "elif",
  "fi",
  "for",
  "while",
  "until",
  "do",
  "done",
  "case",
  "esac",
  "function",
];

/** What the machine offers for the word under the cursor. */
export async function completeLine(
  text: string,
  cursor: number,
  machine: {
    readonly shell: Shell;
    readonly files: TerminalFs;
    readonly world: ProgramWorld;
    readonly exported: Record<string, string>;
    readonly timeTravel: TimeTravel | undefined;
  },
): Promise<WordCompletion> {
  const { words, from } = commandBefore(text.slice(0, cursor));
  const word = words.at(-1) ?? "";
  const found = (candidates: WordCompletion["candidates"], start = from): WordCompletion => ({
    from: start,
    to: cursor,
    candidates,
  });
  const { shell } = machine;

  const variable = /\$(\{?)([A-Za-z_]\w*)?$/.exec(word);
  if (variable) {
    const [all, brace = "", prefix = ""] = variable;
    const names = [...shell.state.env.keys()]
      .filter((name) => /^[A-Za-z_]/.test(name) && name.startsWith(prefix))
      .sort();
    const close = brace === "" ? "" : "}";
    return found(
      names.map((name) => ({ text: `$${brace}${name}${close}` })),
      cursor - all.length,
    );
  }
  if (words.length <= 1 && !word.includes("/")) {
    const aliases = [...shell.state.env.keys()].flatMap((name) =>
      name.startsWith("BASH_ALIAS_") ? [name.slice(11)] : [],
    );
    const names = new Set([...shell.commandNames(), ...BUILTINS, ...shell.state.functions.keys(), ...aliases]);
    return found(
      [...names]
        .filter((name) => name.startsWith(word))
        .sort()
        .map((name) => ({ text: name })),
    );
  }
  if (words[0] === "vault" && !/^[@<>]/.test(word)) {
    const io = programIo(machine.world, [], { cwd: shell.state.cwd, exportedEnv: machine.exported });
    const candidates = await completeVault(words, words.length - 1, io);
    if (candidates.length > 0) return found(candidates);
  }
  const times = completeTimeProgram(words, machine.timeTravel);
  if (times !== undefined) return found(times);
  const lead = /^(?:[@<>]|[\w-]+=@?)/.exec(word)?.[0] ?? "";
  return found(await paths(word.slice(lead.length), machine), from + lead.length);
}

/** The words of the command that the cursor is in, the last of them the one under it, and where that begins. */
function commandBefore(text: string): { readonly words: string[]; readonly from: number } {
  let words: string[] = [];
  let word = "";
  let from = text.length;
  let quote = "";
  let inWord = false;
  const end = () => {
    if (inWord) words.push(word);
    word = "";
    inWord = false;
  };
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (quote === "" && /[\s;|&()]/.test(character)) {
      end();
      if (/[;|&(\n]/.test(character)) words = [];
      continue;
    }
    if (!inWord) {
      inWord = true;
      from = at;
    }
    if (quote !== "") {
      if (character === quote) quote = "";
      else word += character;
    } else if (character === "'" || character === '"') quote = character;
    else if (character === "\\" && at + 1 < text.length) word += text.charAt(++at);
    else word += character;
  }
  if (inWord) words.push(word);
  else {
    words.push("");
    from = text.length;
  }
  while (words.length > 1 && /^[A-Za-z_]\w*=/.test(words[0] ?? "")) words.shift();
  while (words.length > 1 && /^(?:if|then|else|elif|do|while|until|time|!|\{)$/.test(words[0] ?? "")) words.shift();
  return { words, from };
}

async function paths(
  prefix: string,
  machine: { readonly shell: Shell; readonly files: TerminalFs; readonly world: ProgramWorld },
): Promise<{ text: string }[]> {
  const slash = prefix.lastIndexOf("/") + 1;
  const shown = prefix.slice(0, slash);
  const name = prefix.slice(slash);
  const directory = shown.startsWith("~/") ? machine.world.homeDirectory + shown.slice(1) : shown || ".";
  const resolved = machine.files.resolvePath(machine.shell.state.cwd, directory);
  if (!(await machine.files.exists(resolved))) return [];
  const entries = await machine.files.readdirWithFileTypes(resolved).catch(() => []);
  return entries
    .filter((entry) => entry.name.startsWith(name) && (name.startsWith(".") || !entry.name.startsWith(".")))
    .map((entry) => ({
      text: `${shown}${entry.name.replace(/[ '"\\$&;|()<>]/g, "\\$&")}${entry.isDirectory ? "/" : ""}`,
    }))
    .sort((a, b) => (a.text < b.text ? -1 : 1));
}
