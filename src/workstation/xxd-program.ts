/** `xxd`: bytes in hexadecimal, and back. */
import type { Program, ProgramContext, ProgramResult } from "./programs.ts";

interface XxdOptions {
  readonly isPlain: boolean;
  readonly isReverse: boolean;
  readonly isBits: boolean;
  readonly isInclude: boolean;
  readonly isUpper: boolean;
  readonly columns: number;
  readonly groupBytes: number;
  readonly skip: number;
  readonly length: number;
  readonly path: string | undefined;
}

const USAGE = `Usage:
       xxd [options] [infile]
    or
       xxd -r [-p] [infile]
Options:
    -b          bits instead of hexadecimal digits
    -c cols     so many bytes a line (16; 30 with -p, 6 with -b, 12 with -i)
    -g bytes    so many bytes a group (2; 1 with -b)
    -i          as a list for a C program
    -l len      stop after so many bytes
    -p          hexadecimal digits alone
    -r          back: hexadecimal digits to bytes
    -s seek     begin so many bytes in
    -u          upper case digits
`;

const OFFSET_DIGITS = 8;

export const xxdProgram: Program = { name: "xxd", execute: xxd };

async function xxd(args: string[], context: ProgramContext): Promise<ProgramResult> {
  const options = parseOptions(args);
  if (options === undefined) return { stdout: "", stderr: USAGE, exitCode: 1 };
  const bytes = await input(options.path, context);
  if (bytes === undefined)
    return { stdout: "", stderr: `xxd: ${options.path}: No such file or directory\n`, exitCode: 2 };
  if (options.isReverse) {
    const stdout = options.isPlain ? plainBytes(bytes) : dumpedBytes(bytes);
    return { stdout, stderr: "", exitCode: 0, stdoutKind: "bytes" };
  }
  const start = options.skip < 0 ? Math.max(0, bytes.length + options.skip) : options.skip;
  const shown = bytes.slice(start, start + options.length);
  return { stdout: dump(shown, start, options), stderr: "", exitCode: 0 };
}

function parseOptions(args: readonly string[]): XxdOptions | undefined {
  const flags = new Set<string>();
  const values = new Map<string, number>();
  const paths: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? "";
    const [, letter = "", rest = ""] = /^-([cgls])(.*)$/.exec(arg) ?? [];
    if (letter !== "") {
      const value = Number(rest === "" ? args[++at] : rest);
      if (!Number.isInteger(value)) return undefined;
      values.set(letter, value);
    } else if (/^-(?:[bipru]+|ps)$/.test(arg)) for (const flag of arg.slice(1)) flags.add(flag);
    else if (arg.startsWith("-") && arg !== "-") return undefined;
    else paths.push(arg);
  }
  if (paths.length > 1) return undefined;
  const [isPlain, isBits, isInclude] = [flags.has("p"), flags.has("b"), flags.has("i")];
  const columns = values.get("c") ?? (isPlain ? 30 : isBits ? 6 : isInclude ? 12 : 16);
  return {
    isPlain,
    isBits,
    isInclude,
    isReverse: flags.has("r"),
    isUpper: flags.has("u"),
    columns: columns > 0 ? columns : Infinity,
    groupBytes: values.get("g") ?? (isBits ? 1 : 2),
    skip: values.get("s") ?? 0,
    length: values.get("l") ?? Infinity,
    path: paths[0] === "-" ? undefined : paths[0],
  };
}

/** A byte a character. */
async function input(path: string | undefined, { fs, cwd, stdin }: ProgramContext): Promise<string | undefined> {
  if (path === undefined) return typeof stdin === "string" ? stdin : "";
  const whole = fs?.resolvePath(cwd, path) ?? path;
  if (!(await fs?.exists(whole))) return undefined;
  return Array.from((await fs?.readFileBuffer?.(whole)) ?? [], (byte) => String.fromCharCode(byte)).join("");
}

function dump(bytes: string, start: number, options: XxdOptions): string {
  const { columns, isPlain, isInclude, isUpper } = options;
  const digits = (byte: string): string => {
    const text = byte.charCodeAt(0).toString(16).padStart(2, "0");
    return isUpper ? text.toUpperCase() : text;
  };
  const rows = Array.from({ length: Math.ceil(bytes.length / columns) }, (_, row) =>
    Array.from(bytes.slice(row * columns, Math.min(bytes.length, (row + 1) * columns))),
  );
  if (isPlain) return rows.map((row) => `${row.map(digits).join("")}\n`).join("");
  if (isInclude) {
    const lines = rows.map((row) => `  ${row.map((byte) => `0x${digits(byte)}`).join(", ")}`);
    return lines.length === 0 ? "" : `${lines.join(",\n")}\n`;
  }
  return rows.map((row, index) => dumpRow(row, start + index * columns, options, digits)).join("");
}

function dumpRow(
  row: readonly string[],
  offset: number,
  options: XxdOptions,
  digits: (byte: string) => string,
): string {
  const { isBits, columns, groupBytes } = options;
  const size = groupBytes > 0 ? groupBytes : columns;
  const text = (byte: string): string => (isBits ? byte.charCodeAt(0).toString(2).padStart(8, "0") : digits(byte));
  const cells = row.map((byte, index) => `${index > 0 && index % size === 0 ? " " : ""}${text(byte)}`).join("");
  const width = columns * (isBits ? 8 : 2) + Math.ceil(columns / size) - 1;
  const shown = row.map((byte) => (/[\x20-\x7e]/.test(byte) ? byte : ".")).join("");
  return `${offset.toString(16).padStart(OFFSET_DIGITS, "0")}: ${cells.padEnd(width)}  ${shown}\n`;
}

function plainBytes(text: string): string {
  const digits = text.replaceAll(/[^0-9a-fA-F]/g, "");
  return bytesOf(digits);
}

/** Lines of a dump; what stands after two blanks is what they show. */
function dumpedBytes(text: string): string {
  return text
    .split("\n")
    .map((line) => bytesOf((/^[0-9a-fA-F]+: ?((?: ?[0-9a-fA-F]+)*)/.exec(line)?.[1] ?? "").replaceAll(" ", "")))
    .join("");
}

function bytesOf(digits: string): string {
  const pairs = digits.match(/../g) ?? [];
  return pairs.map((pair) => String.fromCharCode(Number.parseInt(pair, 16))).join("");
}
