import {
  answerQuestion,
  currentStep,
  isPassed,
  loadLab,
  loadLabIndex,
  passStep,
  progressIn,
  reviveProgress,
  type Lab,
  type LabProgress,
  type LabStep,
  type ReadText,
} from "../../labs/index.ts";
import type { CheckAnswer } from "../../simulation/index.ts";
import { liveWorld, type AppStore } from "../store.ts";
import type { OpenGuide } from "./guide-state.ts";

export interface GuideConfig {
  readonly store: AppStore;
  /** Runs a check script on the workstation, out of sight; undefined where this tab cannot. */
  readonly check: (script: string) => Promise<CheckAnswer | undefined>;
  /** Reads a file of the labs' folder. */
  readonly read: ReadText;
  readonly progress: ProgressKeeper;
}

/** Where progress lasts over a reload. It belongs to a session: another world has other steps done. */
export interface ProgressKeeper {
  read(labId: string, session: string): unknown;
  write(labId: string, session: string, progress: LabProgress): void;
}

export interface Guide {
  /** Looks whether the current step is done: after each line. */
  lineEnded(): void;
  /** Another session is open, or another tab got on with this one. */
  sessionChanged(): void;
  /** The world came to another moment. */
  moved(): void;
  answer(step: LabStep, choice: number): void;
}

/** What a check may say: it is read, not scrolled. */
const MOST_REASON_CHARACTERS = 600;

/** Loads the first lab that the host offers, and keeps `guide` in the store what it is. */
export async function openGuide(config: GuideConfig): Promise<Guide> {
  const { store, read } = config;
  const index = await loadLabIndex(read);
  const first = index.ok ? index.value.labs[0] : undefined;
  const lab = first === undefined ? undefined : await loadLab(first.id, read);
  if (lab?.ok === true) {
    store.setState({ guide: readGuide(config, lab.value) });
  } else {
    const problems = lab?.problems ?? (index.ok ? ["index.json: names no lab"] : index.problems);
    store.setState({ guide: { status: "failed", problems } });
  }
  return new GuideController(config);
}

class GuideController implements Guide {
  readonly #config: GuideConfig;
  #isAsking = false;
  #asksAgain = false;

  constructor(config: GuideConfig) {
    this.#config = config;
  }

  lineEnded(): void {
    if (this.#isAsking) this.#asksAgain = true;
    else void this.#ask();
  }

  sessionChanged(): void {
    const guide = this.#open();
    if (guide !== undefined) this.#config.store.setState({ guide: readGuide(this.#config, guide.lab) });
  }

  moved(): void {
    const guide = this.#open();
    if (guide === undefined) return;
    const progress = progressIn(liveWorld(this.#config.store.getState()).steps, guide.kept);
    const isSame = guide.lab.steps.every((step) => isPassed(progress, step) === isPassed(guide.progress, step));
    // What checks said, they said of another world.
    if (!isSame) this.#config.store.setState({ guide: { ...guide, progress, said: {} } });
  }

  answer(step: LabStep, choice: number): void {
    const guide = this.#open();
    if (guide !== undefined) this.#save({ ...guide, kept: answerQuestion(guide.kept, step, choice) });
  }

  async #ask(): Promise<void> {
    const guide = this.#open();
    const step = guide && currentStep(guide.lab, guide.progress);
    if (step === undefined) return;
    const { session } = this.#config.store.getState();
    this.#isAsking = true;
    const result = await this.#config.check(step.check);
    this.#isAsking = false;
    // What was asked of one world says nothing of the next.
    const isHere = this.#config.store.getState().session.id === session.id;
    if (isHere && result !== undefined) this.#judge(step, result);
    if (!this.#asksAgain) return;
    this.#asksAgain = false;
    void this.#ask();
  }

  #judge(step: LabStep, { exitCode, output, moment, line }: CheckAnswer): void {
    const guide = this.#open();
    if (guide === undefined) return;
    const said = { ...guide.said, [step.id]: output.trim().slice(0, MOST_REASON_CHARACTERS) };
    if (exitCode !== 0) {
      this.#config.store.setState({ guide: { ...guide, said } });
      return;
    }
    const { progress } = this.#save({ ...guide, kept: passStep(guide.kept, step, { moment, line }), said });
    // Meanwhile the world has gone to where it had not passed.
    if (!isPassed(progress, step)) return;
    const next = currentStep(guide.lab, progress);
    const number = guide.lab.steps.findIndex(({ id }) => id === step.id) + 1;
    this.#config.store.setState({
      announcement: `Step ${number}, ${step.title}, is done. ${next === undefined ? "That was the last step." : `Next: ${next.title}.`}`,
    });
  }

  #save(changed: OpenGuide): OpenGuide {
    const { store, progress } = this.#config;
    const guide = { ...changed, progress: progressIn(liveWorld(store.getState()).steps, changed.kept) };
    store.setState({ guide });
    progress.write(guide.lab.id, store.getState().session.id, guide.kept);
    return guide;
  }

  #open(): OpenGuide | undefined {
    const { guide } = this.#config.store.getState();
    return guide.status === "open" ? guide : undefined;
  }
}

/** The lab as far as the open session has come in it. */
function readGuide({ store, progress }: GuideConfig, lab: Lab): OpenGuide {
  const kept = reviveProgress(lab, progress.read(lab.id, store.getState().session.id));
  return { status: "open", lab, kept, progress: progressIn(liveWorld(store.getState()).steps, kept), said: {} };
}
