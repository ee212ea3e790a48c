/** What the options of a file device mean. */
import { quoteGo } from "../../lib/index.ts";
import { standardOutput } from "./audit-sink.ts";

export interface FileDeviceOptions {
  /** `stdout`, `discard`, or a file. */
  readonly filePath: string;
  readonly prefix: string;
  /** Nothing is hashed. */
  readonly logRaw: boolean;
  readonly hmacAccessor: boolean;
  /** The keys that a list answers with are counted, not written. */
  readonly elideListResponses: boolean;
  readonly skipTest: boolean;
}

export const discard = "discard";

type Options = Readonly<Record<string, string>>;

const trueWords: ReadonlySet<string> = new Set(["1", "t", "T", "TRUE", "true", "True"]);
const falseWords: ReadonlySet<string> = new Set(["0", "f", "F", "FALSE", "false", "False"]);
const switches = ["hmac_accessor", "log_raw", "elide_list_responses"] as const;

/** The options, or the device's own complaint. */
export function readFileOptions(options: Options): FileDeviceOptions | { readonly error: string } {
  const filePath = options["file_path"] ?? options["path"];
  if (filePath === undefined) return { error: "file_path is required" };
  const problem = switchProblem(options) ?? modeProblem(options["mode"]) ?? formatProblem(options["format"]);
  if (problem !== undefined) return { error: problem };
  if (filePath.trim() === "") {
    return { error: `file sink creation failed for path ${quoteGo(filePath)}: event.NewFileSink: path is required` };
  }
  return {
    filePath: placeOf(filePath),
    prefix: options["prefix"] ?? "",
    logRaw: isOn(options["log_raw"], false),
    hmacAccessor: isOn(options["hmac_accessor"], true),
    elideListResponses: isOn(options["elide_list_responses"], false),
    skipTest: options["skip_test"] === "true",
  };
}

function placeOf(filePath: string): string {
  if (filePath === "-" || filePath.toLowerCase() === standardOutput) return standardOutput;
  return filePath.toLowerCase() === discard ? discard : filePath.trim();
}

function isOn(word: string | undefined, otherwise: boolean): boolean {
  return word === undefined ? otherwise : trueWords.has(word);
}

function switchProblem(options: Options): string | undefined {
  for (const name of switches) {
    const word = options[name];
    if (word === undefined || trueWords.has(word) || falseWords.has(word)) continue;
    return `strconv.ParseBool: parsing ${quoteGo(word)}: invalid syntax`;
  }
  return undefined;
}

function modeProblem(mode: string | undefined): string | undefined {
  if (mode === undefined || /^[0-7]+$/.test(mode)) return undefined;
  return `strconv.ParseUint: parsing ${quoteGo(mode)}: invalid syntax`;
}

function formatProblem(format: string | undefined): string | undefined {
  const name = format?.trim() ?? "";
  if (name === "" || name === "json") return undefined;
  if (name === "jsonx") return "the format jsonx of audit devices is not simulated; see docs/coverage.md";
  return `audit.NewFormatterConfig: error applying options: audit.(format).validate: '${name}' is not a valid format: invalid parameter`;
}
