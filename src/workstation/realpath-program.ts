/** `realpath`: where a path leads, from the root. */
import type { Program, ProgramContext, ProgramResult } from "./programs.ts";

const OPTIONS: Readonly<Record<string, "e" | "m" | "q" | "z" | "s">> = {
  "--canonicalize-existing": "e",
  "--canonicalize-missing": "m",
  "--quiet": "q",
  "--zero": "z",
  "--no-symlinks": "s",
};

export const realpathProgram: Program = {
  name: "realpath",
  execute: async (args, context) => {
    const options = new Set<string>();
    const paths: string[] = [];
    for (const [at, arg] of args.entries()) {
      if (args.indexOf("--") >= 0 && at > args.indexOf("--")) paths.push(arg);
      else if (/^-[emqzs]+$/.test(arg)) for (const letter of arg.slice(1)) options.add(letter);
      else if (OPTIONS[arg] !== undefined) options.add(OPTIONS[arg]);
      else if (arg.startsWith("-") && arg !== "--" && arg !== "-") return badOption(arg);
      else if (arg !== "--") paths.push(arg);
    }
    if (paths.length === 0) return usage("realpath: missing operand");
    const result = { stdout: "", stderr: "", exitCode: 0 };
    for (const path of paths) {
      const found = await resolve(path, options, context);
      if (found !== undefined) result.stdout += found + (options.has("z") ? "\0" : "\n");
      else {
        if (!options.has("q")) result.stderr += `realpath: ${path === "" ? "''" : path}: No such file or directory\n`;
        result.exitCode = 1;
      }
    }
    return result;
  },
};

/** What it leads to is there, but for its last part, unless the options want more or less. */
async function resolve(
  path: string,
  options: ReadonlySet<string>,
  { fs, cwd }: ProgramContext,
): Promise<string | undefined> {
  if (fs === undefined || path === "") return undefined;
  const whole = fs.resolvePath(cwd, path);
  if (await fs.exists(whole)) return options.has("s") ? whole : fs.realpath(whole);
  if (options.has("m")) return whole;
  const folder = whole.slice(0, whole.lastIndexOf("/")) || "/";
  if (options.has("e") || !(await fs.exists(folder))) return undefined;
  const real = options.has("s") ? folder : await fs.realpath(folder);
  return `${real === "/" ? "" : real}/${whole.slice(whole.lastIndexOf("/") + 1)}`;
}

function badOption(arg: string): ProgramResult {
  return usage(
    arg.startsWith("--")
      ? `realpath: unrecognized option '${arg}'`
      : `realpath: invalid option -- '${/[^emqzs]/.exec(arg.slice(1))?.[0] ?? ""}'`,
  );
}

function usage(problem: string): ProgramResult {
  return { stdout: "", stderr: `${problem}\nTry 'realpath --help' for more information.\n`, exitCode: 1 };
}
