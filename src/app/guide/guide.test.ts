import { describe, expect, test } from "vitest";
import type { Lab, LabStep, ReadText } from "../../labs/index.ts";
import type { LineRecord } from "../../simulation/index.ts";
import { createAppStore, receive, type AppStore } from "../store.ts";
import { openGuide } from "./controller.ts";
import { nextCommand, stepGroups, type OpenGuide } from "./guide-state.ts";
import { localProgress } from "./progress-keeper.ts";

const FILES: Readonly<Record<string, string>> = {
  "index.json": JSON.stringify({ format: 1, labs: [{ id: "two", title: "Two" }] }),
  "two/lab.json": JSON.stringify({
    format: 1,
    id: "two",
    title: "Two",
    subtitle: "Steps",
    steps: ["a", "b"].map((id) => ({
      id,
      title: `Step ${id}`,
      label: id,
      text: `${id}.md`,
      check: `${id}.sh`,
      commands: [`do ${id}`, `do ${id}`],
    })),
  }),
  "two/a.md": "A",
  "two/b.md": "B",
  "two/a.sh": "check a",
  "two/b.sh": "check b",
};

const readFrom =
  (files: Readonly<Record<string, string>>): ReadText =>
  (path) => {
    const text = files[path];
    return text === undefined ? Promise.reject(new Error("the host answered 404")) : Promise.resolve(text);
  };

function memory(): Pick<Storage, "getItem" | "setItem"> {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
}

const line = (index: number, text: string): LineRecord => ({
  index,
  text,
  atMs: index,
  exitCode: 0,
  issued: [],
  ended: [],
  issuedCount: 0,
  endedCount: 0,
  keysWritten: 0,
  keysDeleted: 0,
});

const stepAt = (moment: number) => ({ moment, text: "", atMs: moment });

function inSession(store: AppStore, id: string): void {
  store.setState(({ session }) => ({ session: { ...session, id } }));
}

/** A guide whose checks answer what `answers` says for their script. */
async function open(files = FILES, storage = memory()) {
  const store = createAppStore(0);
  inSession(store, "one");
  const answers: Record<string, { exitCode: number; output: string }> = {};
  const asked: string[] = [];
  let at = { moment: 0, line: -1 };
  const guide = await openGuide({
    store,
    read: readFrom(files),
    check: (script) => {
      asked.push(script);
      return Promise.resolve({ ...(answers[script] ?? { exitCode: 1, output: "not so\n" }), ...at });
    },
    progress: localProgress(storage),
  });
  const settle = () => new Promise((resolve) => void setImmediate(resolve));
  /** The line makes the moment after it, unless another is named. */
  const type = async (index: number, text: string, moment = index + 1) => {
    at = { moment, line: index };
    receive(store, { kind: "world", delta: { lines: [line(index, text)], steps: [stepAt(moment)], undone: [] } });
    guide.moved();
    guide.lineEnded();
    await settle();
  };
  const travel = async (moments: readonly number[], undone: readonly number[]) => {
    const moment = moments.at(-1) ?? 0;
    at = { moment, line: moment - 1 };
    const instead = { keptTokens: 0, keptLines: moment };
    receive(store, {
      kind: "world",
      delta: { instead, steps: moments.map(stepAt), undone: undone.map(stepAt) },
    });
    guide.moved();
    guide.lineEnded();
    await settle();
  };
  const opened = () => store.getState().guide as OpenGuide;
  const step = (id: string) => opened().lab.steps.find((entry: LabStep) => entry.id === id) as LabStep;
  return { store, guide, answers, asked, type, travel, settle, opened, step, storage };
}

describe("the guide", () => {
  test("says why a step is not done, in the words of its check", async () => {
    const { type, opened } = await open();
    await type(0, "something");
    expect(opened().said).toEqual({ a: "not so" });
    expect(opened().progress.passed).toEqual({});
  });

  test("passes a step whose check exits with 0, says so to a screen reader, and asks for the next from then on", async () => {
    const { type, opened, answers, asked, store } = await open();
    answers["check a"] = { exitCode: 0, output: "" };
    await type(0, "do a");
    expect(opened().progress.passed).toEqual({ a: { moment: 1, line: 0 } });
    expect(store.getState().announcement).toBe("Step 1, Step a, is done. Next: Step b.");
    await type(1, "do b");
    expect(asked).toEqual(["check a", "check b"]);
  });

  test("leaves a step passed when its check would fail later", async () => {
    const { type, opened, answers } = await open();
    answers["check a"] = { exitCode: 0, output: "" };
    await type(0, "do a");
    answers["check a"] = { exitCode: 1, output: "undone" };
    await type(1, "destroy");
    expect(opened().progress.passed).toEqual({ a: { moment: 1, line: 0 } });
  });

  test("goes back with an undo, forward with a redo, and leaves what a branch left behind", async () => {
    const { type, travel, opened, answers } = await open();
    const passed = () => Object.keys(opened().progress.passed);
    answers["check a"] = { exitCode: 0, output: "" };
    await type(0, "do a");
    answers["check b"] = { exitCode: 0, output: "" };
    await type(1, "do b");
    expect(passed()).toEqual(["a", "b"]);

    answers["check a"] = answers["check b"] = { exitCode: 1, output: "not now" };
    await travel([0], [1, 2]);
    expect(passed()).toEqual([]);
    expect(opened().said).toEqual({ a: "not now" });
    await travel([0, 1], [2]);
    expect(passed()).toEqual(["a"]);
    await travel([0, 1, 2], []);
    expect(passed()).toEqual(["a", "b"]);

    await travel([0, 1], [2]);
    await type(1, "another way", 3);
    expect(passed()).toEqual(["a"]);
    answers["check b"] = { exitCode: 0, output: "" };
    await type(2, "do b", 4);
    expect(opened().progress.passed).toEqual({ a: { moment: 1, line: 0 }, b: { moment: 4, line: 2 } });
  });

  test("says nothing of a step that passed in a world that was left meanwhile", async () => {
    const { guide, type, travel, settle, opened, answers, store } = await open();
    await type(0, "something");
    await type(1, "do a");
    answers["check a"] = { exitCode: 0, output: "" };
    guide.lineEnded();
    delete answers["check a"];
    await travel([0, 1], [2]);
    await settle();
    expect(opened().progress.passed).toEqual({});
    expect(store.getState().announcement).toBe("");
  });

  test("looks once more where a line ended while a check ran", async () => {
    const { guide, asked } = await open();
    guide.lineEnded();
    guide.lineEnded();
    guide.lineEnded();
    await new Promise((resolve) => void setImmediate(resolve));
    expect(asked).toHaveLength(2);
  });

  test("shows the first command of the current step that was not typed in it", async () => {
    const { type, answers, store } = await open();
    const next = () => nextCommand(store.getState().guide, store.getState().world.lines);
    expect(next()).toBe("do a");
    answers["check a"] = { exitCode: 0, output: "" };
    await type(0, "do a");
    expect(next()).toBe("do b");
    await type(1, "do b");
    await type(2, "do b");
    expect(next()).toBeUndefined();
  });

  test("lays each step over the lines that it took", async () => {
    const { type, answers, opened } = await open();
    await type(0, "look");
    answers["check a"] = { exitCode: 0, output: "" };
    await type(1, "do a");
    expect(stepGroups(opened())).toEqual([
      { firstLine: 0, lastLine: 1, label: "a", current: false },
      { firstLine: 2, lastLine: Infinity, label: "b", current: true },
    ]);
  });

  test("brings progress and answers back after a reload of the same session, and none into another", async () => {
    const first = await open();
    first.answers["check a"] = { exitCode: 0, output: "" };
    await first.type(0, "do a");
    first.guide.answer(first.step("a"), 1);
    const again = await open(FILES, first.storage);
    expect(again.opened().progress).toEqual({ passed: { a: { moment: 1, line: 0 } }, answers: { a: 1 } });
    inSession(again.store, "two");
    again.guide.sessionChanged();
    expect(again.opened().progress).toEqual({ passed: {}, answers: {} });
  });

  test("names what is wrong with a lab that cannot be read", async () => {
    const { "two/b.sh": _, ...rest } = FILES;
    const { store } = await open(rest);
    expect(store.getState().guide).toEqual({
      status: "failed",
      problems: ["two/b.sh: the host answered 404"],
    });
  });

  test("forgets progress that anything else wrote", async () => {
    const storage = memory();
    storage.setItem("glassvault.lab.two", "{oh");
    const { opened } = await open(FILES, storage);
    expect((opened().lab satisfies Lab).steps).toHaveLength(2);
    expect(opened().progress.passed).toEqual({});
  });
});
