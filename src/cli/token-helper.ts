import { messageOf } from "./failure.ts";
import type { ProgramIo } from "./types.ts";

/** Where the program keeps its token between runs: `~/.vault-token`, readable by its owner only. */
export class TokenHelper {
  readonly #io: ProgramIo;
  constructor(io: ProgramIo) {
    this.#io = io;
  }
  get path(): string {
    return `${this.#io.homeDirectory.replace(/\/+$/, "")}/.vault-token`;
  }
  async get(): Promise<string> {
    try {
      return ((await this.#io.files.read(this.path)) ?? "").trim();
    } catch (error) {
      throw /is a directory/i.test(messageOf(error)) ? new Error(`read ${this.path}: is a directory`) : error;
    }
  }
  async store(token: string): Promise<void> {
    await this.#io.files.write(this.path, token, 0o600);
  }
}
