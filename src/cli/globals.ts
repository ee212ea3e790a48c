/** What is read from anywhere on the line, before the command is known. */
export interface Globals {
  readonly args: readonly string[];
  readonly format: string;
  readonly detailed: boolean;
  readonly outputCurlString: boolean;
  readonly outputPolicy: boolean;
}

export function readGlobals(args: readonly string[], environment: Readonly<Record<string, string>>): Globals {
  const first = args[0] ?? "";
  if (args.length === 1 && ["-v", "-version", "--version"].includes(first)) {
    return { ...scan([], environment), args: ["version"] };
  }
  return { ...scan(args, environment), args };
}

function scan(args: readonly string[], environment: Readonly<Record<string, string>>): Omit<Globals, "args"> {
  let format = "";
  let detailed: boolean | undefined;
  let outputCurlString = false;
  let outputPolicy = false;
  const end = args.indexOf("--");
  const scanned = end < 0 ? args : args.slice(0, end);
  for (let at = 0; at < scanned.length; at++) {
    const word = scanned[at] ?? "";
    if (isFlag(word, "format")) {
      at++;
      format = args[at] ?? "";
    } else if (/^--?format=/.test(word)) format = word.slice(word.indexOf("=") + 1);
    else if (isFlag(word, "output-curl-string")) outputCurlString = true;
    else if (isFlag(word, "output-policy")) outputPolicy = true;
    else if (isFlag(word, "detailed")) detailed = true;
    // The real program never reads the value after the sign, and takes it as false.
    else if (/^--?detailed=/.test(word)) detailed = false;
  }
  const wanted = (format === "" ? (environment["VAULT_FORMAT"] ?? "") : format).toLowerCase();
  return {
    format: wanted === "" ? "table" : wanted,
    detailed: detailed ?? ["1", "t", "T", "true", "TRUE", "True"].includes(environment["VAULT_DETAILED"] ?? ""),
    outputCurlString,
    outputPolicy,
  };
}

function isFlag(word: string, name: string): boolean {
  return word === `-${name}` || word === `--${name}`;
}
