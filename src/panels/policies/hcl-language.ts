import { HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { tags } from "@lezer/highlight";

/** HCL as far as its colours go; what is right or wrong about it is the parser's business. */
const hcl = StreamLanguage.define<{ inComment: boolean }>({
  name: "hcl",
  startState: () => ({ inComment: false }),
  token(stream, state) {
    if (state.inComment || stream.match("/*")) {
      state.inComment = !stream.match(/^.*?\*\//);
      if (state.inComment) stream.skipToEnd();
      return "comment";
    }
    if (stream.eatSpace()) return null;
    if (stream.match(/^(?:#|\/\/).*/)) return "comment";
    if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) return "string";
    if (stream.match(/^-?\d[\w.]*/)) return "number";
    if (stream.match(/^(?:true|false)\b/)) return "bool";
    if (stream.match(/^[A-Za-z_][\w-]*/)) return "keyword";
    stream.next();
    return null;
  },
  languageData: { commentTokens: { line: "#" }, closeBrackets: { brackets: ["{", "[", '"'] } },
});

/** Ink alone: colour means kind, and a policy's words are of none. */
const inks = HighlightStyle.define([
  { tag: tags.comment, color: "var(--ink-3)", fontStyle: "italic" },
  { tag: tags.keyword, color: "var(--ink)", fontWeight: "650" },
  { tag: [tags.string, tags.number, tags.bool], color: "var(--ink-2)" },
]);

export const hclLanguage = [hcl, syntaxHighlighting(inks)];
