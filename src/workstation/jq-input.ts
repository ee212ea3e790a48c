/** What jq says of an input that is no JSON: its scanner's words, with the line and the column where it noticed. */

/** A container that is not closed yet: a list, an object, or a key with its value to come. */
type Open = { readonly kind: "list" | "object"; count: number } | { readonly kind: "key" };

const literals = new Map([
  ["t", "true"],
  ["f", "false"],
  ["n", "null"],
]);
const numberPattern = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;

/** Undefined where the text is JSON, or several, or none. */
export function jqInputError(text: string): string | undefined {
  return new Scanner().scan(text);
}

class Scanner {
  private readonly stack: Open[] = [];
  /** The value before the cursor that nothing has taken yet, by its kind. */
  private next: "string" | "other" | undefined;
  private token = "";
  private inString = false;
  private escaped = false;
  private line = 1;
  private column = 0;

  scan(text: string): string | undefined {
    for (const character of new TextEncoder().encode(text)) {
      this.column++;
      if (character === 10) {
        this.line++;
        this.column = 0;
      }
      const problem = this.take(String.fromCharCode(character));
      if (problem !== undefined) return `${problem} at line ${this.line}, column ${this.column}`;
    }
    const where = `at EOF at line ${this.line}, column ${this.column}`;
    if (this.inString) return `Unfinished string ${where}`;
    const problem = this.endToken();
    if (problem !== undefined) return `${problem} ${where}`;
    return this.stack.length > 0 ? `Unfinished JSON term ${where}` : undefined;
  }

  private take(character: string): string | undefined {
    if (this.inString) return this.takeInString(character);
    if (!/[\s"[\]{},:]/.test(character)) {
      this.token += character;
      return undefined;
    }
    const problem = this.endToken();
    if (problem !== undefined) return problem;
    if (character === '"') this.inString = true;
    return /[[\]{},:]/.test(character) ? this.structure(character) : undefined;
  }

  private takeInString(character: string): string | undefined {
    if (this.escaped) this.escaped = false;
    else if (character === "\\") this.escaped = true;
    else if (character === '"') {
      this.inString = false;
      return this.value("string");
    }
    return undefined;
  }

  private endToken(): string | undefined {
    const { token } = this;
    if (token === "") return undefined;
    this.token = "";
    const literal = token === "nan" ? undefined : literals.get(token.charAt(0));
    if (literal !== undefined) return token === literal ? this.value("other") : "Invalid literal";
    return token === "nan" || numberPattern.test(token) ? this.value("other") : "Invalid numeric literal";
  }

  private value(kind: "string" | "other"): string | undefined {
    if (this.next !== undefined) return "Expected separator between values";
    // At the top a value is done as it stands.
    if (this.stack.length > 0) this.next = kind;
    return undefined;
  }

  private structure(character: string): string | undefined {
    if (character === "[" || character === "{") {
      if (this.next !== undefined) return "Expected separator between values";
      this.stack.push({ kind: character === "[" ? "list" : "object", count: 0 });
      return undefined;
    }
    return character === ":" ? this.colon() : character === "," ? this.comma() : this.close(character);
  }

  private colon(): string | undefined {
    if (this.next === undefined) return "Expected string key before ':'";
    if (this.stack.at(-1)?.kind !== "object") return "':' not as part of an object";
    if (this.next !== "string") return "Object keys must be strings";
    this.stack.push({ kind: "key" });
    this.next = undefined;
    return undefined;
  }

  private comma(): string | undefined {
    return this.next === undefined ? "Expected value before ','" : this.keep();
  }

  /** Puts the value where it belongs. */
  private keep(): string | undefined {
    if (this.stack.at(-1)?.kind === "key") this.stack.pop();
    else if (this.stack.at(-1)?.kind === "object") return "Objects must consist of key:value pairs";
    const holder = this.stack.at(-1);
    if (holder !== undefined && holder.kind !== "key") holder.count++;
    this.next = undefined;
    return undefined;
  }

  private close(character: string): string | undefined {
    const top = this.stack.at(-1);
    const isList = character === "]";
    if (top === undefined || (isList && top.kind !== "list")) return `Unmatched '${character}'`;
    if (!isList && top.kind === "list") {
      return this.next === undefined ? "Unmatched '}'" : "Objects must consist of key:value pairs";
    }
    if (this.next !== undefined) {
      const problem = this.keep();
      if (problem !== undefined) return problem;
    } else if (top.kind === "key") {
      return `Unmatched '${character}'`;
    } else if (top.count > 0) {
      return isList ? "Expected another array element" : "Expected another key-value pair";
    }
    this.stack.pop();
    return this.value("other");
  }
}
