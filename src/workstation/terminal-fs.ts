import { InMemoryFs } from "just-bash/browser";
import type { FileContent, FsEntry } from "just-bash/browser";

/** All files at a moment. Opaque; costs nothing while nothing changes. */
export type FilesSnapshot = ReadonlyMap<string, FsEntry>;

const TERMINAL = "/dev/tty";
const NULL_DEVICE = "/dev/null";
/** A disk that is full, to try out what then happens. */
const FULL_DEVICE = "/dev/full";
const LOG_MODE = 0o600;

/** The workstation's disk, with a terminal at /dev/tty and snapshots. */
export class TerminalFs extends InMemoryFs {
  private readonly onTerminal: (text: string) => void;
  private taken: FilesSnapshot | undefined;

  constructor(onTerminal: (text: string) => void) {
    super(undefined, { maxTotalBytes: Number.MAX_SAFE_INTEGER });
    this.onTerminal = onTerminal;
  }

  snapshot(): FilesSnapshot {
    this.taken ??= new Map(Array.from(this.entries, ([path, entry]) => [path, { ...entry }]));
    return this.taken;
  }

  restore(snapshot: FilesSnapshot): void {
    Reflect.set(this, "data", new Map(Array.from(snapshot, ([path, entry]) => [path, { ...entry }])));
    this.taken = snapshot;
  }

  override writeFileSync(...args: Parameters<InMemoryFs["writeFileSync"]>): void {
    this.taken = undefined;
    super.writeFileSync(...args);
  }

  override async writeFile(
    path: string,
    content: FileContent,
    options?: Parameters<InMemoryFs["writeFile"]>[2],
  ): Promise<void> {
    if (path === NULL_DEVICE) return undefined;
    if (this.isTerminal(path)) return this.show(content, options);
    this.refuseOrphan(path);
    this.taken = undefined;
    const mode = this.modeOf(path);
    await super.writeFile(path, content, options);
    // Writing to a file leaves its permissions as they are.
    if (mode !== undefined) await super.chmod(path, mode);
  }

  override async appendFile(
    path: string,
    content: FileContent,
    options?: Parameters<InMemoryFs["appendFile"]>[2],
  ): Promise<void> {
    if (path === NULL_DEVICE) return undefined;
    if (this.isTerminal(path)) return this.show(content, options);
    this.refuseOrphan(path);
    this.taken = undefined;
    await super.appendFile(path, content, options);
  }

  override async mkdir(...args: Parameters<InMemoryFs["mkdir"]>): Promise<void> {
    this.taken = undefined;
    await super.mkdir(...args);
  }

  override mkdirSync(...args: Parameters<InMemoryFs["mkdirSync"]>): void {
    this.taken = undefined;
    super.mkdirSync(...args);
  }

  override async rm(...args: Parameters<InMemoryFs["rm"]>): Promise<void> {
    this.taken = undefined;
    await super.rm(...args);
  }

  override async cp(...args: Parameters<InMemoryFs["cp"]>): Promise<void> {
    this.taken = undefined;
    await super.cp(...args);
  }

  override async mv(...args: Parameters<InMemoryFs["mv"]>): Promise<void> {
    this.taken = undefined;
    await super.mv(...args);
  }

  override async chmod(...args: Parameters<InMemoryFs["chmod"]>): Promise<void> {
    this.taken = undefined;
    await super.chmod(...args);
  }

  override async symlink(...args: Parameters<InMemoryFs["symlink"]>): Promise<void> {
    this.taken = undefined;
    await super.symlink(...args);
  }

  override async link(...args: Parameters<InMemoryFs["link"]>): Promise<void> {
    this.taken = undefined;
    await super.link(...args);
  }

  override async utimes(...args: Parameters<InMemoryFs["utimes"]>): Promise<void> {
    this.taken = undefined;
    await super.utimes(...args);
  }

  /**
   * Adds to the end of a file, which is made with the directories on the way where it is not there. What it holds is put
   * together only when it is read, so a long file grows as fast as a short one. False where it cannot be written.
   */
  grow(path: string, text: string): boolean {
    if (path === NULL_DEVICE) return true;
    if (path === FULL_DEVICE) return text === "";
    if (path === TERMINAL) return this.showAndSay(text);
    const entry = this.entries.get(path);
    const before = entry === undefined ? "" : textOf(entry);
    if (before === undefined) return false;
    if (entry === undefined && !this.makeFolder(path.slice(0, path.lastIndexOf("/")))) return false;
    if (entry !== undefined && text === "") return true;
    this.taken = undefined;
    const whole = before + text;
    this.writeFileLazy(path, () => whole, { mode: entry?.mode ?? LOG_MODE });
    return true;
  }

  private makeFolder(path: string): boolean {
    try {
      if (path !== "" && this.entries.get(path)?.type !== "directory") this.mkdirSync(path, { recursive: true });
      return true;
    } catch {
      return false;
    }
  }

  private showAndSay(text: string): true {
    this.onTerminal(text);
    return true;
  }

  /** The library keeps its entries in a map, and gives no other way to copy them all at once. */
  private get entries(): Map<string, FsEntry> {
    const entries: unknown = Reflect.get(this, "data");
    if (!(entries instanceof Map)) throw new Error("The library's files are kept otherwise");
    return entries;
  }

  /** The library would make the directories on the way; a disk does not. */
  private refuseOrphan(path: string): void {
    const parent = path.slice(0, path.lastIndexOf("/"));
    if (parent !== "" && !this.entries.has(parent) && !path.includes("/dev/fd/")) {
      const through = this.entries.get(parent.slice(0, parent.lastIndexOf("/")));
      if (through?.type !== "symlink") throw new Error(`ENOENT: no such file or directory, open '${path}'`);
    }
  }

  private modeOf(path: string): number | undefined {
    return this.entries.get(path)?.mode;
  }

  private isTerminal(path: string): boolean {
    return path === TERMINAL;
  }

  private show(content: FileContent, options: unknown): void {
    const bytes = options === "binary" || options === "latin1";
    if (typeof content !== "string") this.onTerminal(new TextDecoder().decode(content));
    else this.onTerminal(bytes ? decodeLatin1(content) : content);
  }
}

/** What a file holds; undefined for what is no file. */
function textOf(entry: FsEntry): string | undefined {
  if (entry.type !== "file") return undefined;
  const content = "lazy" in entry ? entry.lazy() : entry.content;
  if (typeof content === "string") return content;
  return content instanceof Uint8Array ? new TextDecoder().decode(content) : undefined;
}

/** Text whose characters are the bytes of UTF-8, as the shell carries what came from files and pipes. */
export function decodeLatin1(text: string): string {
  return new TextDecoder().decode(Uint8Array.from(text, (character) => character.charCodeAt(0)));
}
