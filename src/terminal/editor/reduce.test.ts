import { describe, expect, it } from "vitest";
import * as fc from "fast-check";
import type { Key } from "./keys.ts";
import { reduce } from "./reduce.ts";
import { searchPrompt } from "./search.ts";
import { createEditorState, maxLineLength } from "./state.ts";
import type { EditorEffect, EditorState } from "./state.ts";
import { suggestedRest } from "./suggestion.ts";
import { bindings } from "./bindings.ts";

interface Typed {
  state: EditorState;
  effects: EditorEffect[];
}

/** Text is typed character by character; `<C-a>` is a chord. */
function type(script: string, start: EditorState = createEditorState()): Typed {
  let state = start;
  const effects: EditorEffect[] = [];
  for (const [, chord, char = ""] of script.matchAll(/<([^<> ]+)>|(.)/gsu)) {
    const key: Key = chord === undefined ? { kind: "text", text: char } : { kind: "chord", chord };
    const step = reduce(state, { kind: "key", key });
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects };
}

/** The text with `|` for the cursor. */
function shown({ state }: Typed): string {
  return `${state.text.slice(0, state.cursor)}|${state.text.slice(state.cursor)}`;
}

const past = createEditorState("line", ["vault status", "vault token lookup", "ls -l /tmp"]);

describe("editing", () => {
  it.each([
    ["hello<C-a>X", "X|hello"],
    ["hello<C-a><C-f><Right>X", "heX|llo"],
    ["hello<C-b><Left>X<C-e>Y", "helXloY|"],
    ["one two-three<M-b>X", "one two-X|three"],
    ["one two-three<C-Left><M-Left>X", "one X|two-three"],
    ["one two<C-a><M-f>X", "oneX| two"],
    ["one two<C-a><C-d><Delete>", "|e two"],
    ["abc<Backspace>d", "abd|"],
    ["one two-three<M-Backspace>", "one two-|"],
    ["one two-three<C-w>", "one |"],
    ["one two<C-a><M-d>", "| two"],
    ["ae\u0301<C-b><M-d>", "a|"],
    ["one two<M-b><C-k>", "one |"],
    ["one two<M-b><C-u>", "|two"],
    ["ab<C-t>", "ba|"],
    ["abc<C-b><C-t>", "acb|"],
    ["a<C-v><C-a>b", "a\u0001b|"],
    ["日本👩‍🔬e\u0301<C-b><C-b>X", "日本X|👩‍🔬e\u0301"],
    ["日本<Backspace>", "日|"],
  ])("%s gives %s", (script, expected) => {
    expect(shown(type(script))).toBe(expected);
  });

  it("kills in a row make one entry, and yank-pop goes round the ring", () => {
    expect(shown(type("one two three<C-w><C-w><C-y>"))).toBe("one two three|");
    expect(shown(type("one two<C-w>x<C-w><C-y>"))).toBe("one x|");
    expect(shown(type("one two<C-w>x<C-w><C-y><M-y>"))).toBe("one two|");
  });

  it("undo takes back a run of typing, then a kill", () => {
    expect(shown(type("one two<C-w><C-_>"))).toBe("one two|");
    expect(shown(type("one two<C-_>"))).toBe("one|");
  });

  it("in a command of several lines the keys for lines mean the line the cursor is in", () => {
    expect(shown(type("echo \\<Enter>two<C-a>X"))).toBe("echo \\\nX|two");
    expect(shown(type("echo \\<Enter>two<Up>X"))).toBe("echX|o \\\ntwo");
  });
});

describe("accepting", () => {
  it("Enter runs the whole line wherever the cursor is", () => {
    expect(type("ls<C-a><Enter>").effects).toEqual([{ kind: "accept", text: "ls" }]);
  });
  it("Enter goes on in a next line while the command is open", () => {
    const typed = type("echo 'a<Enter>b'<Enter>");
    expect(typed.effects).toEqual([{ kind: "accept", text: "echo 'a\nb'" }]);
  });
  it("Ctrl-D is the end of input on an empty line and deletes elsewhere", () => {
    expect(type("<C-d>").effects).toEqual([{ kind: "end-of-input" }]);
    expect(type("a<C-a><C-d>").effects).toEqual([]);
  });
  it("a program's input is taken as it is, line by line", () => {
    expect(type("it's \\<Enter>", createEditorState("cooked")).effects).toEqual([{ kind: "accept", text: "it's \\" }]);
  });
});

describe("history", () => {
  it("goes up and down, and back to what was being written", () => {
    expect(shown(type("new<Up><Up>", past))).toBe("vault token lookup|");
    expect(shown(type("new<Up><Up><Down><Down>", past))).toBe("new|");
  });
  it("keeps an edited entry while browsing", () => {
    expect(shown(type("<Up>X<Up><Down>", past))).toBe("ls -l /tmpX|");
  });
  it("rings at either end", () => {
    expect(type("<Down>", past).effects).toEqual([{ kind: "bell" }]);
    expect(type("<Up><Up><Up><Up>", past).effects).toEqual([{ kind: "bell" }]);
  });
  it("Alt-. brings the last word of the entry before, then of the one before that", () => {
    expect(shown(type("cat <M-.>", past))).toBe("cat /tmp|");
    expect(shown(type("cat <M-.><M-.>", past))).toBe("cat lookup|");
  });
  it("what was kept from an earlier visit goes before what was typed since", () => {
    const loaded = reduce(type("new<Up>X", createEditorState("line", ["now"])).state, {
      kind: "history-loaded",
      lines: ["then"],
    }).state;
    expect(shown(type("<Up>", loaded))).toBe("then|");
    expect(shown(type("<Up><Down><Down>", loaded))).toBe("new|");
  });
});

describe("reverse search", () => {
  it("shows the newest entry with the text, then older ones", () => {
    const typed = type("<C-r>vault", past);
    expect(shown(typed)).toBe("|vault token lookup");
    expect(searchPrompt(typed.state.search!)).toBe("(reverse-i-search)`vault': ");
    expect(shown(type("<C-r>vault<C-r>", past))).toBe("|vault status");
  });
  it("says when there is none", () => {
    const typed = type("<C-r>zzz", past);
    expect(searchPrompt(typed.state.search!)).toBe("(failed reverse-i-search)`zzz': ");
  });
  it("Ctrl-G gives it up, Escape keeps it, Enter runs it, another key edits it", () => {
    expect(shown(type("new<C-r>stat<C-g>", past))).toBe("new|");
    expect(shown(type("<C-r>stat<Escape>X", past))).toBe("vault Xstatus".replace("X", "X|"));
    expect(type("<C-r>stat<Enter>", past).effects).toEqual([{ kind: "accept", text: "vault status" }]);
    expect(shown(type("<C-r>stat<C-e>X", past))).toBe("vault statusX|");
  });
  it("Backspace searches for the shorter text", () => {
    expect(shown(type("<C-r>ls<Backspace>", past))).toBe("ls -|l /tmp");
  });
});

describe("completion", () => {
  const candidates = (...texts: string[]) => texts.map((text) => ({ text }));
  function answer(typed: Typed, from: number, ...texts: string[]): Typed {
    const asked = typed.effects.findLast((effect) => effect.kind === "complete")!;
    const { state, effects } = reduce(typed.state, {
      kind: "completions",
      requestId: asked.requestId,
      completion: { from, to: asked.cursor, candidates: candidates(...texts) },
    });
    return { state, effects: [...effects] };
  }

  it("a single candidate is inserted with a blank after it", () => {
    expect(shown(answer(type("vault st<Tab>"), 6, "status"))).toBe("vault status |");
  });
  it("none after / or =, where more is to follow", () => {
    expect(shown(answer(type("vault list au<Tab>"), 11, "auth/"))).toBe("vault list auth/|");
  });
  it("several give what they have in common; the second Tab lists them", () => {
    const first = answer(type("vault t<Tab>"), 6, "token", "tokens");
    expect(shown(first)).toBe("vault token|");
    const second = answer(type("<Tab>", first.state), 6, "token", "tokens");
    expect(second.effects).toEqual([{ kind: "list", candidates: candidates("token", "tokens") }]);
  });
  it("asks before it lists a hundred", () => {
    const many = Array.from({ length: 120 }, (_, index) => `t${index}`);
    const first = answer(type("t<Tab>"), 0, ...many);
    const second = answer(type("<Tab>", first.state), 0, ...many);
    expect(second.effects).toEqual([{ kind: "message", text: "Display all 120 possibilities? (y or n)" }]);
    expect(type("y", second.state).effects[0]?.kind).toBe("list");
    expect(type("n", second.state).effects).toEqual([]);
  });
  it("an answer that comes after more was typed changes nothing", () => {
    const typed = type("vault st<Tab>x");
    expect(shown(answer(typed, 6, "status"))).toBe("vault stx|");
  });
});

describe("suggestion", () => {
  const suggesting = reduce(createEditorState(), { kind: "suggest", command: "vault token lookup" }).state;
  it("is the rest of the command while what is typed begins it", () => {
    expect(suggestedRest(suggesting)).toBe("vault token lookup");
    expect(suggestedRest(type("vault t", suggesting).state)).toBe("oken lookup");
    expect(suggestedRest(type("ls", suggesting).state)).toBe("");
  });
  it("→ takes it, Alt-F takes a word of it", () => {
    expect(shown(type("vault<Right>", suggesting))).toBe("vault token lookup|");
    expect(shown(type("vault<M-f>", suggesting))).toBe("vault token|");
  });
});

describe("paste", () => {
  it("lands in the line with its line breaks, and nothing runs", () => {
    const { state, effects } = reduce(createEditorState(), { kind: "paste", text: "one\r\ntwo\n" });
    expect(state.text).toBe("one\ntwo\n");
    expect(effects).toEqual([]);
  });
  it("of ten megabytes is refused with the numbers", () => {
    const { state, effects } = reduce(createEditorState(), { kind: "paste", text: "x".repeat(10 * 1024 * 1024) });
    expect(state.text).toBe("");
    expect(effects[0]).toMatchObject({ kind: "message", text: expect.stringContaining("10,485,760 characters") });
    expect(effects[0]).toMatchObject({ text: expect.stringContaining(maxLineLength.toLocaleString("en")) });
  });
});

describe("any keys", () => {
  const key = fc.oneof(
    fc.constantFrom(...Object.keys(bindings)).map((chord): Key => ({ kind: "chord", chord })),
    fc.constantFrom("a", " ", "'", "日", "👩‍🔬", "\u0301", "vault").map((text): Key => ({ kind: "text", text })),
  );
  it("the cursor stays in the text and never splits a surrogate pair", () => {
    fc.assert(
      fc.property(fc.array(key, { maxLength: 60 }), (keys) => {
        let state = past;
        for (const each of keys) state = reduce(state, { kind: "key", key: each }).state;
        expect(state.cursor).toBeGreaterThanOrEqual(0);
        expect(state.cursor).toBeLessThanOrEqual(state.text.length);
        expect(state.text.isWellFormed()).toBe(true);
        expect(state.text.slice(0, state.cursor).isWellFormed()).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
