import { expect, test } from "vitest";
import { loadLab } from "./load.ts";
import { LAB_LIMITS } from "./model.ts";

const STEP = { id: "a", title: "A", label: "A", text: "a.md", check: "a.sh", commands: [] };
const LAB = JSON.stringify({ format: 1, id: "lab", title: "Lab", subtitle: "Sub", steps: [STEP] });

const load = (files: Readonly<Record<string, string>>, id = "lab") =>
  loadLab(id, (path) => {
    const text = files[path];
    return text === undefined ? Promise.reject(new Error("not there")) : Promise.resolve(text);
  });

test("a lab comes with the texts and the scripts that it names", async () => {
  const lab = await load({ "lab/lab.json": LAB, "lab/a.md": "text", "lab/a.sh": "exit 0" });
  expect(lab).toMatchObject({ ok: true, value: { steps: [{ text: "text", check: "exit 0" }] } });
});

test("every file that is missing is named", async () => {
  expect(await load({ "lab/lab.json": LAB })).toEqual({
    ok: false,
    problems: ["lab/a.md: not there", "lab/a.sh: not there"],
  });
});

test("a file that is too large is refused", async () => {
  const lab = await load({
    "lab/lab.json": LAB,
    "lab/a.md": "x".repeat(LAB_LIMITS.textCharacters + 1),
    "lab/a.sh": "",
  });
  expect(lab).toMatchObject({ ok: false, problems: [expect.stringContaining("a.md: may have at most")] });
});

test("a lab in a folder of another name is refused", async () => {
  expect(await load({ "other/lab.json": LAB }, "other")).toMatchObject({ ok: false });
});
