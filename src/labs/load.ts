import { LAB_LIMITS } from "./model.ts";
import type { Checked, Lab, LabIndex, LabStep } from "./model.ts";
import { parseLabIndex, parseLabPlan } from "./parse.ts";
import type { StepPlan } from "./parse.ts";

/** Reads a file under the labs' folder, and rejects with a readable message where it cannot. */
export type ReadText = (path: string) => Promise<string>;

/** The labs that `index.json` lists. */
export async function loadLabIndex(read: ReadText): Promise<Checked<LabIndex>> {
  const text = await tryRead(read, "index.json");
  return text.ok ? parseLabIndex(text.value) : text;
}

/** A lab with all its texts and scripts, or all that is wrong with it. */
export async function loadLab(id: string, read: ReadText): Promise<Checked<Lab>> {
  const json = await tryRead(read, `${id}/lab.json`);
  if (!json.ok) return json;
  const plan = parseLabPlan(json.value);
  if (!plan.ok) return { ok: false, problems: plan.problems.map((problem) => `${id}/lab.json, ${problem}`) };
  if (plan.value.id !== id) {
    return { ok: false, problems: [`${id}/lab.json, id: is "${plan.value.id}", its folder says "${id}"`] };
  }
  const steps = await Promise.all(plan.value.steps.map((step) => loadStep(id, step, read)));
  const problems = steps.flatMap((step) => (step.ok ? [] : step.problems));
  if (problems.length > 0) return { ok: false, problems };
  const { title, subtitle } = plan.value;
  return { ok: true, value: { id, title, subtitle, steps: steps.flatMap((step) => (step.ok ? [step.value] : [])) } };
}

async function loadStep(labId: string, plan: StepPlan, read: ReadText): Promise<Checked<LabStep>> {
  const [text, check] = await Promise.all([
    tryRead(read, `${labId}/${plan.textFile}`, LAB_LIMITS.textCharacters),
    tryRead(read, `${labId}/${plan.checkFile}`, LAB_LIMITS.scriptCharacters),
  ]);
  if (!text.ok || !check.ok) {
    return { ok: false, problems: [...(text.ok ? [] : text.problems), ...(check.ok ? [] : check.problems)] };
  }
  const { id, title, label, commands, question } = plan;
  return { ok: true, value: { id, title, label, commands, question, text: text.value, check: check.value } };
}

async function tryRead(read: ReadText, path: string, mostCharacters = Infinity): Promise<Checked<string>> {
  try {
    const value = await read(path);
    if (value.length > mostCharacters) {
      return { ok: false, problems: [`${path}: may have at most ${mostCharacters} characters, has ${value.length}`] };
    }
    return { ok: true, value };
  } catch (error) {
    return { ok: false, problems: [`${path}: ${error instanceof Error ? error.message : String(error)}`] };
  }
}
