/**
 * Says whether a shell text is a whole command or wants more lines: after `\`, in an open quote, here-document, `$(`, `{`, `(`,
 * `if`, `while`, `for`, `until`, `case`, and after `|`, `&&`, `||`. It parses no further than that; a mistake is "complete", for the
 * shell to name.
 */
export function needsMore(text: string): boolean {
  return new Lexer(text).run();
}

/** What ends the list of commands that is being read. */
type Closer = "end" | ")" | "}" | "fi" | "done" | "esac" | ";;" | "`";

interface HereDocument {
  readonly delimiter: string;
  readonly stripsTabs: boolean;
}

const maxDepth = 200;
const openers: Readonly<Record<string, Closer>> = {
  if: "fi",
  for: "done",
  select: "done",
  while: "done",
  until: "done",
  "{": "}",
};
/** After these a command may follow at once. */
const leaders: ReadonlySet<string> = new Set(["then", "else", "elif", "do", "!", "time"]);

class Lexer {
  readonly #text: string;
  #index = 0;
  #more = false;
  #depth = 0;
  /** How many backquotes are open: in them, the next one closes. */
  #backquotes = 0;
  #hereDocuments: HereDocument[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  run(): boolean {
    this.#commands("end");
    if (this.#hereDocuments.length > 0) this.#more = true;
    return this.#more;
  }

  /** Reads commands up to `closer`, and past it. */
  #commands(closer: Closer): void {
    this.#depth += 1;
    if (this.#depth > maxDepth) {
      this.#index = this.#text.length;
      this.#depth -= 1;
      return;
    }
    this.#commandList(closer);
    this.#depth -= 1;
  }

  #commandList(closer: Closer): void {
    let atCommand = true;
    let afterOperator = false;
    for (;;) {
      this.#blanks();
      if (this.#more) return;
      const char = this.#peek();
      if (char === "") {
        if (closer !== "end" || afterOperator) this.#more = true;
        return;
      }
      if (char === "\n") {
        this.#newline();
        atCommand = true;
        continue;
      }
      if (char === closer && (char === ")" || char === "`")) {
        this.#index += 1;
        return;
      }
      if (closer === ";;" && this.#startsWith(";;")) {
        this.#index += 2;
        return;
      }
      if (this.#isOperator(char)) {
        afterOperator = this.#operator();
        atCommand = true;
        continue;
      }
      afterOperator = false;
      if (char === "(") {
        this.#parenthesis();
        atCommand = true;
        continue;
      }
      const start = this.#index;
      const word = this.#word();
      if (this.#more) return;
      // A parenthesis too many: the shell will say so.
      if (this.#index === start) this.#index += 1;
      if (atCommand && word === closer) return;
      // `esac` may end the last clause of a `case` that has no `;;`.
      if (atCommand && closer === ";;" && word === "esac") {
        this.#index -= "esac".length;
        return;
      }
      atCommand = this.#afterWord(word, atCommand);
    }
  }

  /** Deals with a word's meaning where it stands as a command; says whether a command may follow it. */
  #afterWord(word: string, atCommand: boolean): boolean {
    if (!atCommand) {
      return false;
    }
    const opened = openers[word];
    if (word === "for" || word === "select") {
      this.#forHead();
      this.#commands("done");
      return true;
    }
    if (word === "case") {
      this.#caseClauses();
      return true;
    }
    if (word === "function") {
      this.#blanks();
      this.#word();
      return true;
    }
    if (opened !== undefined) {
      this.#commands(opened);
      return true;
    }
    return leaders.has(word);
  }

  /** `for NAME in WORDS` or `for ((…))`: `in` and the words are no commands. */
  #forHead(): void {
    this.#blanks();
    if (this.#startsWith("((")) this.#balanced(2);
    for (;;) {
      this.#blanks();
      const char = this.#peek();
      if (char === "" || char === ";" || char === "\n" || this.#more) break;
      const before = this.#index;
      this.#word();
      if (this.#index === before) this.#index += 1;
    }
    if (this.#peek() === "") this.#more = true;
  }

  #caseClauses(): void {
    this.#blanks();
    this.#word();
    this.#skipLines();
    if (this.#word() !== "in") {
      if (this.#peek() === "") this.#more = true;
      return;
    }
    for (;;) {
      this.#skipLines();
      if (this.#more) return;
      if (this.#peek() === "") {
        this.#more = true;
        return;
      }
      if (this.#startsWith("esac")) {
        this.#index += "esac".length;
        return;
      }
      // The pattern, up to its parenthesis.
      while (this.#peek() !== ")" && this.#peek() !== "") {
        const before = this.#index;
        this.#word();
        if (this.#index === before) this.#index += 1;
        if (this.#more) return;
      }
      if (this.#peek() === "") {
        this.#more = true;
        return;
      }
      this.#index += 1;
      this.#commands(";;");
      if (this.#more) return;
    }
  }

  #parenthesis(): void {
    if (this.#startsWith("((")) {
      this.#balanced(2);
      return;
    }
    this.#index += 1;
    // `name()` of a function: nothing between.
    this.#blanks();
    if (this.#peek() === ")") {
      this.#index += 1;
      return;
    }
    this.#commands(")");
  }

  /** Skips `count` open parentheses and all up to where they close. */
  #balanced(count: number): void {
    this.#index += count;
    let open = count;
    while (open > 0) {
      const char = this.#peek();
      if (char === "") {
        this.#more = true;
        return;
      }
      if (char === "(") open += 1;
      if (char === ")") open -= 1;
      this.#index += 1;
    }
  }

  #isOperator(char: string): boolean {
    return char === "|" || char === "&" || char === ";";
  }

  /** Reads `;`, `&`, `&&`, `|`, `|&`, `||`; true where the command goes on after it. */
  #operator(): boolean {
    const goesOn = this.#peek() === "|" || this.#startsWith("&&");
    while (this.#isOperator(this.#peek())) this.#index += 1;
    return goesOn;
  }

  /** Reads a word with its quotes and substitutions; gives its plain text, or `""` where it had any quoting. */
  #word(): string {
    const start = this.#index;
    let plain = true;
    for (;;) {
      const char = this.#peek();
      if (char === "" || /[\s;&|()]/.test(char) || (char === "`" && this.#backquotes > 0)) break;
      if (char === "<" || char === ">") {
        if (this.#index > start && !/^\d+$/.test(this.#text.slice(start, this.#index))) break;
        this.#redirection();
        return "<";
      }
      if (char === "\\") {
        plain = false;
        if (this.#index + 1 >= this.#text.length) this.#more = true;
        this.#index += 2;
        continue;
      }
      if (char === "'" || char === '"' || char === "`" || char === "$") {
        if (char !== "$" || "('{\"".includes(this.#text.charAt(this.#index + 1) || " ")) plain = false;
        this.#quoted(char);
        if (this.#more) return "";
        continue;
      }
      this.#index += 1;
    }
    return plain ? this.#text.slice(start, this.#index) : "";
  }

  #quoted(char: string): void {
    if (char === "'") this.#until("'", false);
    else if (char === '"') this.#doubleQuoted();
    else if (char === "`") {
      this.#index += 1;
      this.#backquotes += 1;
      this.#commands("`");
      this.#backquotes -= 1;
    } else this.#dollar(true);
  }

  #dollar(outsideQuotes: boolean): void {
    if (this.#startsWith("$((")) {
      this.#index += 1;
      this.#balanced(2);
    } else if (this.#startsWith("$(")) {
      this.#index += 2;
      this.#commands(")");
    } else if (this.#startsWith("${")) {
      this.#index += 2;
      this.#braceExpansion();
    } else if (outsideQuotes && this.#startsWith("$'")) {
      this.#index += 1;
      this.#until("'", true);
    } else this.#index += 1;
  }

  #braceExpansion(): void {
    for (;;) {
      const char = this.#peek();
      if (char === "") {
        this.#more = true;
        return;
      }
      if (char === "}") {
        this.#index += 1;
        return;
      }
      if (char === "\\") this.#index += 2;
      else if (char === "'" || char === '"' || char === "`" || char === "$") this.#quoted(char);
      else this.#index += 1;
      if (this.#more) return;
    }
  }

  #doubleQuoted(): void {
    this.#index += 1;
    for (;;) {
      const char = this.#peek();
      if (char === "") {
        this.#more = true;
        return;
      }
      if (char === '"') {
        this.#index += 1;
        return;
      }
      if (char === "\\") this.#index += 2;
      else if (char === "$") this.#dollar(false);
      else if (char === "`") this.#quoted(char);
      else this.#index += 1;
      if (this.#more) return;
    }
  }

  /** Skips from the quote at the index to its end. */
  #until(quote: string, escapes: boolean): void {
    this.#index += 1;
    for (;;) {
      const char = this.#peek();
      if (char === "") {
        this.#more = true;
        return;
      }
      if (char === quote) {
        this.#index += 1;
        return;
      }
      this.#index += escapes && char === "\\" ? 2 : 1;
    }
  }

  #redirection(): void {
    const isHereString = this.#startsWith("<<<");
    const isHereDocument = !isHereString && this.#startsWith("<<");
    if (!isHereDocument) {
      while (/[<>&]/.test(this.#peek())) this.#index += 1;
      return;
    }
    this.#index += 2;
    const stripsTabs = this.#peek() === "-";
    if (stripsTabs) this.#index += 1;
    this.#blanks();
    const start = this.#index;
    while (this.#peek() !== "" && !/[\s;&|<>()]/.test(this.#peek())) this.#index += 1;
    const delimiter = this.#text.slice(start, this.#index).replaceAll(/['"\\]/g, "");
    if (delimiter !== "") this.#hereDocuments.push({ delimiter, stripsTabs });
  }

  #newline(): void {
    this.#index += 1;
    for (const { delimiter, stripsTabs } of this.#hereDocuments) {
      let found = false;
      while (!found && this.#index < this.#text.length) {
        const end = this.#text.indexOf("\n", this.#index);
        const line = this.#text.slice(this.#index, end === -1 ? this.#text.length : end);
        this.#index = end === -1 ? this.#text.length : end + 1;
        found = (stripsTabs ? line.replace(/^\t+/, "") : line) === delimiter;
      }
      if (!found) this.#more = true;
    }
    this.#hereDocuments = [];
  }

  #skipLines(): void {
    this.#blanks();
    while (this.#peek() === "\n") {
      this.#newline();
      this.#blanks();
    }
  }

  /** Blanks, comments, and line breaks behind a `\`. */
  #blanks(): void {
    for (;;) {
      const char = this.#peek();
      if (char === " " || char === "\t" || char === "\r") this.#index += 1;
      else if (this.#startsWith("\\\n")) this.#index += 2;
      else if (char === "#" && this.#startsComment()) {
        while (this.#peek() !== "" && this.#peek() !== "\n") this.#index += 1;
      } else return;
    }
  }

  #startsComment(): boolean {
    return this.#index === 0 || /[\s;&|()]/.test(this.#text.charAt(this.#index - 1));
  }

  #peek(): string {
    return this.#text.charAt(this.#index);
  }

  #startsWith(text: string): boolean {
    return this.#text.startsWith(text, this.#index);
  }
}
