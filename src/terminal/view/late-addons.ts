import type { SearchAddon } from "@xterm/addon-search";
import type { SerializeAddon } from "@xterm/addon-serialize";
import type { Terminal } from "@xterm/xterm";
import type { SearchOptions } from "../types.ts";

/** Rows of scrollback that are kept over a reload. */
export const serializedRows = 2_000;

/** What the first prompt does not need: fetched when it is first used, or when the browser has nothing better to do. */
export class LateAddons {
  readonly #terminal: Terminal;
  #search: Promise<SearchAddon> | undefined;
  #serialize: Promise<SerializeAddon> | undefined;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    setTimeout(() => void this.#loadWebLinks().catch(() => undefined), 0);
  }

  async search(text: string, direction: "next" | "previous", options?: SearchOptions): Promise<boolean> {
    this.#search ??= this.#loadSearch();
    const addon = await this.#search;
    if (text === "") {
      addon.clearDecorations();
      this.#terminal.clearSelection();
      return false;
    }
    return direction === "next" ? addon.findNext(text, options) : addon.findPrevious(text, options);
  }

  /** Resolves to what gives the scrollback up to the line being typed, which takes `rowsAboveCursor` rows above the cursor's. */
  async serializer(): Promise<(rowsAboveCursor: number | undefined) => string> {
    this.#serialize ??= this.#loadSerialize();
    const addon = await this.#serialize;
    const { normal } = this.#terminal.buffer;
    return (rowsAboveCursor) => {
      const end = normal.baseY + normal.cursorY - (rowsAboveCursor === undefined ? 0 : rowsAboveCursor + 1);
      if (end < 0) return "";
      const start = Math.max(0, end - serializedRows + 1);
      return addon.serialize({ range: { start, end }, excludeModes: true, excludeAltBuffer: true });
    };
  }

  async #loadSearch(): Promise<SearchAddon> {
    const { SearchAddon } = await import("@xterm/addon-search");
    const addon = new SearchAddon();
    this.#terminal.loadAddon(addon);
    return addon;
  }

  async #loadSerialize(): Promise<SerializeAddon> {
    const { SerializeAddon } = await import("@xterm/addon-serialize");
    const addon = new SerializeAddon();
    this.#terminal.loadAddon(addon);
    return addon;
  }

  /** Addresses in the scrollback open in a tab of their own. The simulated server's are no addresses of this world. */
  async #loadWebLinks(): Promise<void> {
    const { WebLinksAddon } = await import("@xterm/addon-web-links");
    const addon = new WebLinksAddon((_event, uri) => {
      if (!URL.canParse(uri)) return;
      const url = new URL(uri);
      if (!["http:", "https:"].includes(url.protocol) || isSimulated(url.hostname)) return;
      window.open(url, "_blank", "noopener,noreferrer");
    });
    this.#terminal.loadAddon(addon);
  }
}

function isSimulated(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || hostname.startsWith("127.");
}
