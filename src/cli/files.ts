import { Failure } from "./failure.ts";
import type { ProgramIo } from "./types.ts";

/** A path typed by someone, made absolute. */
export function resolveFile(io: Pick<ProgramIo, "workingDirectory">, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith("/") ? path : `${io.workingDirectory}/${path}`).split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") parts.pop();
    else parts.push(part);
  }
  return `/${parts.join("/")}`;
}

/** The text of a file; throws an Error in the system's words, the path as it was typed. */
export async function readTextFile(io: ProgramIo, path: string): Promise<string> {
  const trouble = (why: string): Error => new Error(`open ${path}: ${why}`);
  let text: string | undefined;
  try {
    text = path === "" ? undefined : await io.files.read(resolveFile(io, path));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw why.startsWith("read ") || why.startsWith("open ")
      ? new Error(why)
      : /is a directory/i.test(why)
        ? new Error(`read ${path}: is a directory`)
        : trouble(why);
  }
  if (text === undefined) throw trouble("no such file or directory");
  return text;
}

/** `~` and `~/x` become the home directory. */
export function expandHome(io: ProgramIo, path: string): string {
  if (!path.startsWith("~")) return path;
  if (path.length > 1 && !path.startsWith("~/")) {
    throw new Failure("Failed to expand path: cannot expand user-specific home dir", 1);
  }
  return io.homeDirectory + path.slice(1);
}
