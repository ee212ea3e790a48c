import { LAB_LIMITS } from "./model.ts";
import type { Checked, LabChoice, LabCommand, LabIndex, LabQuestion } from "./model.ts";
import { parseJson, Reader } from "./reader.ts";

/** A lab's `lab.json`: all of the lab but the files it names. */
export interface LabPlan {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly steps: readonly StepPlan[];
}

export interface StepPlan {
  readonly id: string;
  readonly title: string;
  readonly label: string;
  readonly textFile: string;
  readonly checkFile: string;
  readonly commands: readonly LabCommand[];
  readonly question: LabQuestion | undefined;
}

const FORMAT = 1;

/** Reads `labs/index.json`. */
export function parseLabIndex(json: string): Checked<LabIndex> {
  const reader = new Reader();
  const value = parseJson(reader, "index.json", json, LAB_LIMITS.jsonCharacters);
  if (value === undefined) return { ok: false, problems: reader.problems };
  const top = reader.object(value, "index.json", ["format", "labs"]);
  readFormat(reader, top["format"], "index.json");
  const labs = reader.list(top["labs"], "labs", 1, LAB_LIMITS.labs).map((entry, at) => {
    const where = `labs[${at}]`;
    const fields = reader.object(entry, where, ["id", "title"]);
    return {
      id: reader.name(fields["id"], `${where}.id`),
      title: reader.text(fields["title"], `${where}.title`, LAB_LIMITS.titleCharacters),
    };
  });
  noTwice(
    reader,
    "labs",
    labs.map(({ id }) => id),
  );
  return reader.problems.length > 0 ? { ok: false, problems: reader.problems } : { ok: true, value: { labs } };
}

/** Reads a `lab.json`. */
export function parseLabPlan(json: string): Checked<LabPlan> {
  const reader = new Reader();
  const value = parseJson(reader, "lab.json", json, LAB_LIMITS.jsonCharacters);
  if (value === undefined) return { ok: false, problems: reader.problems };
  const top = reader.object(value, "lab.json", ["format", "id", "title", "subtitle", "steps"]);
  readFormat(reader, top["format"], "lab.json");
  const plan: LabPlan = {
    id: reader.name(top["id"], "id"),
    title: reader.text(top["title"], "title", LAB_LIMITS.titleCharacters),
    subtitle: reader.text(top["subtitle"], "subtitle", LAB_LIMITS.titleCharacters),
    steps: reader
      .list(top["steps"], "steps", 1, LAB_LIMITS.steps)
      .map((step, at) => readStep(reader, step, `steps[${at}]`)),
  };
  noTwice(
    reader,
    "steps",
    plan.steps.map(({ id }) => id),
  );
  return reader.problems.length > 0 ? { ok: false, problems: reader.problems } : { ok: true, value: plan };
}

function readStep(reader: Reader, value: unknown, where: string): StepPlan {
  const fields = reader.object(value, where, [
    "id",
    "title",
    "label",
    "text",
    "check",
    "solve",
    "commands",
    "question",
  ]);
  const question = fields["question"];
  if (fields["solve"] !== undefined) reader.name(fields["solve"], `${where}.solve`);
  return {
    id: reader.name(fields["id"], `${where}.id`),
    title: reader.text(fields["title"], `${where}.title`, LAB_LIMITS.titleCharacters),
    label: reader.text(fields["label"], `${where}.label`, LAB_LIMITS.labelCharacters),
    textFile: reader.name(fields["text"], `${where}.text`),
    checkFile: reader.name(fields["check"], `${where}.check`),
    commands: reader
      .list(fields["commands"], `${where}.commands`, 0, LAB_LIMITS.commandsPerStep)
      .map((command, at) => readCommand(reader, command, `${where}.commands[${at}]`)),
    question: question === undefined ? undefined : readQuestion(reader, question, `${where}.question`),
  };
}

/** A command is a text, or a list of the lines that are typed. */
function readCommand(reader: Reader, value: unknown, where: string): LabCommand {
  const text = Array.isArray(value) ? value.map((line) => (typeof line === "string" ? line : "")).join("\n") : value;
  const run = reader.text(text, where, LAB_LIMITS.commandCharacters);
  // Anything that a terminal would take for more than text could run what the page does not show.
  if (/[^\P{Cc}\n]/u.test(run)) reader.problem(where, "may hold no control characters");
  return { run };
}

function readQuestion(reader: Reader, value: unknown, where: string): LabQuestion {
  const fields = reader.object(value, where, ["text", "choices"]);
  const choices = reader.list(fields["choices"], `${where}.choices`, 2, LAB_LIMITS.choicesPerQuestion);
  const question = {
    text: reader.text(fields["text"], `${where}.text`, LAB_LIMITS.questionCharacters),
    choices: choices.map((choice, at) => readChoice(reader, choice, `${where}.choices[${at}]`)),
  };
  if (choices.length > 0 && !question.choices.some(({ right }) => right)) {
    reader.problem(`${where}.choices`, "needs one that is right");
  }
  return question;
}

function readChoice(reader: Reader, value: unknown, where: string): LabChoice {
  const fields = reader.object(value, where, ["label", "right", "answer"]);
  return {
    label: reader.text(fields["label"], `${where}.label`, LAB_LIMITS.labelCharacters),
    right: reader.flag(fields["right"], `${where}.right`),
    answer: reader.text(fields["answer"], `${where}.answer`, LAB_LIMITS.questionCharacters),
  };
}

function readFormat(reader: Reader, value: unknown, where: string): void {
  if (value !== FORMAT) reader.problem(`${where}.format`, `must be ${FORMAT}, the only format this version reads`);
}

function noTwice(reader: Reader, where: string, ids: readonly string[]): void {
  const twice = ids.find((id, at) => id !== "" && ids.indexOf(id) !== at);
  if (twice !== undefined) reader.problem(where, `has "${twice}" twice`);
}
