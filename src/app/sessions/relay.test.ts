import { afterEach, describe, expect, test } from "vitest";
import { createAppStore } from "../store.ts";
import { FollowingSession } from "./following.ts";
import { Relay, type ScreenNow } from "./relay.ts";

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** Long enough for messages between ports of one process. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 50));

let sessions = 0;

/** One terminal, as it stands. */
function screen(text: string, draft = "", promptText?: string): Promise<Omit<ScreenNow, "told">> {
  return Promise.resolve({
    shown: { open: [1], front: 1, names: {}, closed: undefined },
    texts: { 1: text },
    drafts: { 1: draft },
    promptTexts: promptText === undefined ? {} : { 1: promptText },
  });
}

function writer(screenNow: () => Promise<Omit<ScreenNow, "told">>, id = `relay-${++sessions}`) {
  const asked: string[] = [];
  const relay = new Relay(id, {
    worldNow: () => ({ reset: true, policies: ["now"] }),
    screenNow,
    inspect: (question, at) => {
      asked.push(`${question.about} ${at ?? "now"}`);
      return Promise.resolve({ state: "s", printed: 1 });
    },
    handOver: () => asked.push("hand over"),
  });
  stops.push(() => relay.close());
  return { id, relay, asked };
}

/** A following tab, and all that it showed, in order. */
function follower(id: string) {
  const shown: string[] = [];
  const following = new FollowingSession({
    id,
    stage: {
      store: createAppStore(0),
      show: (message) =>
        shown.push(
          message.kind === "output"
            ? message.text
            : message.kind === "world"
              ? `world ${message.delta.policies?.join() ?? ""}`
              : message.kind,
        ),
      openTerminals: ({ restored = {}, watching }) => {
        for (const [number, text] of Object.entries(restored)) {
          const isAtPrompt = watching?.atPrompt.includes(Number(number)) === true;
          const which = number === "1" ? "" : `${number} `;
          shown.push(`${which}[${text}] ${isAtPrompt ? "at the prompt" : "while a line runs"}`);
        }
        return {
          arrange: ({ open, front }) => shown.push(`open ${open.join()}, ${front} in front`),
          at: (number) => {
            const which = number === 1 ? "" : `${number} `;
            return {
              note: (text) => shown.push(`${which}note ${text}`),
              showDraft: (text) => shown.push(`${which}draft ${text}`),
              showEffect: ({ kind }) => shown.push(`${which}effect ${kind}`),
              showLine: (text) => shown.push(`${which}line ${text}`),
            };
          },
        };
      },
    },
  });
  stops.push(() => following.close());
  return { following, shown };
}

describe("a following tab", () => {
  test("shows what there is, then what happens, as it happens", async () => {
    const { id, relay } = writer(() => screen("before", "ec", "$ "));
    relay.tell({ kind: "note", text: "nobody hears this", terminal: 1 });
    const { shown } = follower(id);
    await settle();
    relay.tell({ kind: "draft", text: "echo", terminal: 1 });
    relay.tell({ kind: "line", text: "echo a", terminal: 1 });
    relay.tell({ kind: "shown", message: { kind: "output", text: "a" } });
    relay.tell({ kind: "shown", message: { kind: "world", delta: { policies: ["later"] } } });
    await settle();
    expect(shown).toEqual([
      "ready",
      "world now",
      "[before] at the prompt",
      "prompt",
      "draft ec",
      "draft echo",
      "line echo a",
      "a",
      "world later",
    ]);
  });

  test("shows nothing twice, and leaves nothing out, of what happens while it comes", async () => {
    let text = "";
    const { id, relay } = writer(async () => {
      const now = text;
      await settle();
      return screen(now);
    });
    const { shown } = follower(id);
    for (const letter of "abcdefgh") {
      text += letter;
      relay.tell({ kind: "shown", message: { kind: "output", text: letter } });
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await settle();
    await settle();
    const printed = shown.filter((each) => each !== "ready" && each !== "world now").join("");
    expect(printed.replace(/\[(.*)\] while a line runs/, "$1")).toBe("abcdefgh");
  });

  test("shows all terminals, and goes along to the one in front", async () => {
    const { id, relay } = writer(() =>
      Promise.resolve({
        shown: { open: [1, 2], front: 2, names: { 2: "app" }, closed: undefined },
        texts: { 1: "one", 2: "two" },
        drafts: { 2: "ec" },
        promptTexts: { 2: "$ " },
      }),
    );
    const { shown } = follower(id);
    await settle();
    relay.tell({ kind: "draft", text: "echo", terminal: 2 });
    relay.tell({ kind: "effect", effect: { kind: "message", text: "?" }, terminal: 2 });
    relay.tell({ kind: "arranged", shown: { open: [1, 2, 3], front: 3, names: {}, closed: undefined } });
    relay.tell({ kind: "line", text: "id", terminal: 3 });
    await settle();
    expect(shown).toEqual([
      "ready",
      "world now",
      "[one] while a line runs",
      "2 [two] at the prompt",
      "prompt",
      "2 draft ec",
      "2 draft echo",
      "2 effect message",
      "open 1,2,3, 3 in front",
      "3 line id",
    ]);
  });

  test("asks the writing tab, and asks again when another one writes", async () => {
    const { id, relay, asked } = writer(() => screen(""));
    const { following, shown } = follower(id);
    expect(await following.inspect({ about: "fingerprint" }, 3)).toEqual({ state: "s", printed: 1 });
    following.askForHandOver();
    await settle();
    expect(asked).toEqual(["fingerprint 3", "hand over"]);
    const before = shown.length;
    relay.close();
    writer(() => screen("next"), id);
    await settle();
    expect(shown.slice(before)).toEqual(["ready", "world now", "[next] while a line runs"]);
  });
});
