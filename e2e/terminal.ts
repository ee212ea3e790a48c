/** A person at the terminal: types, waits for the prompt, reads the screen. */
import { expect, type Locator, type Page } from "@playwright/test";

/** `$ `, or `~/work $ ` in another directory; blanks at a row's end are cut. */
const PROMPT = /^(?:[~/]\S* )?\$(?: |$)/;

/** What the page says of a line begins so; it is no output of the line. */
const WHY = "Why? ";

export class Terminal {
  readonly page: Page;
  readonly input: Locator;
  private readonly rows: Locator;
  private readonly element: Locator;

  constructor(page: Page) {
    this.page = page;
    this.input = page.getByRole("textbox", { name: "Terminal" });
    // Of several terminals, the one in front.
    this.rows = page.locator(".terminals > .is-front .xterm-rows");
    this.element = page.locator("[aria-busy]").filter({ has: this.input });
  }

  /** Opens the page and waits for a prompt that takes lines, and for the panes around it. */
  static async open(page: Page, path = "./"): Promise<Terminal> {
    await page.goto(path);
    const terminal = new Terminal(page);
    await terminal.atPrompt();
    await expect(page.getByRole("banner")).toBeVisible();
    await terminal.input.focus();
    return terminal;
  }

  /** Loads the page again and waits for a prompt that takes lines. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.atPrompt();
    await this.input.focus();
  }

  async atPrompt(timeout = 15_000): Promise<void> {
    await expect(this.element).toHaveAttribute("aria-busy", "false", { timeout });
  }

  /** Writes a line at the prompt and runs it; answers what it printed, as far as it is on the screen. */
  async run(line: string): Promise<string> {
    await this.write(line);
    return this.enter(line);
  }

  /** The same key by key: for the tests that are about keys. */
  async runByKeys(line: string): Promise<string> {
    await this.page.keyboard.type(line);
    return this.enter(line);
  }

  /** Puts text where a paste would. */
  paste(text: string): Promise<void> {
    return this.input.evaluate((input, pasted) => {
      const data = new DataTransfer();
      data.setData("text/plain", pasted);
      input.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, text);
  }

  /** Pastes a line and runs it, for lines that no one would type. */
  async runPasted(line: string): Promise<void> {
    await this.input.focus();
    await this.paste(line);
    await this.untilNextPrompt(() => this.page.keyboard.press("Enter"));
  }

  /** Does something that ends with a new prompt, and waits until that is on the screen. */
  async untilNextPrompt(act: () => Promise<void>): Promise<void> {
    const before = await this.prompts();
    await act();
    await this.page.locator(".terminals").evaluate(
      (all, { count, withinMs }) =>
        new Promise<void>((drawn, fail) => {
          const isNew = () => Number(all.getAttribute("data-prompts")) > count;
          const late = setTimeout(() => fail(new Error("There was no new prompt.")), withinMs);
          const draw = () => {
            clearTimeout(late);
            // What xterm.js has read it draws with the next frame, and the panels follow that.
            requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn)));
          };
          if (isNew()) return draw();
          const watch = new MutationObserver(() => {
            if (!isNew()) return;
            watch.disconnect();
            draw();
          });
          watch.observe(all, { attributeFilter: ["data-prompts"] });
        }),
      { count: before, withinMs: 20_000 },
    );
  }

  /** Writes a line and presses Enter without waiting. */
  async send(line: string): Promise<void> {
    await this.write(line);
    await this.page.keyboard.press("Enter");
  }

  /** The screen's rows, without trailing blanks. */
  async screen(): Promise<string[]> {
    const rows = await this.rows.locator("> div").allInnerTexts();
    return rows.map((row) => row.replaceAll("\u00a0", " ").trimEnd());
  }

  /** What the page said why, last, in the rows themselves. */
  async why(): Promise<string> {
    const rows = await this.screen();
    const end = rows.findLastIndex((row) => PROMPT.test(row));
    const start = rows.findLastIndex((row, index) => index < end && row.startsWith(WHY));
    return start < 0 ? "" : rows.slice(start, end).join(" ").trim();
  }

  /** The row of the line being typed, without its prompt. */
  async typed(): Promise<string> {
    const row = (await this.screen()).findLast((text) => PROMPT.test(text));
    return row?.replace(PROMPT, "") ?? "";
  }

  async text(): Promise<string> {
    return (await this.screen()).join("\n");
  }

  /**
   * Puts a line where the focus is: the first letter by its key, the others at once, as an input method does. xterm.js takes
   * none of these while it waits for a key to be let go, as it does where the last one took the focus away.
   */
  private async write(line: string): Promise<void> {
    await this.page.keyboard.type(line.slice(0, 1));
    await this.page.keyboard.insertText(line.slice(1));
  }

  private async enter(line: string): Promise<string> {
    await this.untilNextPrompt(() => this.page.keyboard.press("Enter"));
    return this.output(line);
  }

  /** What stands between the last echo of `line`, which may wrap, and the prompt below it. */
  private async output(line: string): Promise<string> {
    const rows = await this.screen();
    const end = rows.findLastIndex((row) => PROMPT.test(row));
    const typed = (row: string) => row.replace(PROMPT, "").replace(/^> /, "");
    let start = rows.findLastIndex(
      (row, index) => index < end && typed(row) !== row && typed(row) !== "" && line.startsWith(typed(row)),
    );
    const promptLength = (rows[start]?.length ?? 0) - typed(rows[start] ?? "").length;
    for (let echoed = rows[start]?.length ?? 0; echoed < line.length + promptLength;)
      echoed += rows[++start]?.length ?? line.length;
    const why = rows.findLastIndex((row, index) => index < end && row.startsWith(WHY));
    return rows.slice(start + 1, why > start ? why : end).join("\n");
  }

  /** How many prompts there were since the page was opened: a terminal is busy with each line until the next one. */
  private prompts(): Promise<number> {
    return this.page.locator(".terminals").evaluate((all) => {
      if (all.getAttribute("data-prompts") === null) {
        all.setAttribute("data-prompts", "0");
        new MutationObserver((changes) => {
          const prompted = changes.filter(
            ({ target }) =>
              target instanceof HTMLElement && target.ariaBusy === "false" && target.classList.contains("is-front"),
          );
          if (prompted.length === 0) return;
          all.setAttribute("data-prompts", String(Number(all.getAttribute("data-prompts")) + 1));
        }).observe(all, { attributeFilter: ["aria-busy"], subtree: true });
      }
      return Number(all.getAttribute("data-prompts"));
    });
  }
}
