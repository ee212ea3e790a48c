import { formatHumanSeconds } from "../lib/index.ts";
import type { TimeTravel } from "../workstation/index.ts";
import type { Moment, Timeline } from "./moments.ts";

const NAMED_CHARACTERS = 60;
const NS_PER_SECOND = 1e9;

/** Where the running line has asked to go. It goes there when it has ended, and then leaves nothing behind. */
export class AskedTravel implements TimeTravel {
  private readonly timeline: Timeline;
  private steps = 0;
  private fromBeginning = false;
  private isUsed = false;

  constructor(timeline: Timeline) {
    this.timeline = timeline;
  }

  begin(): void {
    this.isUsed = true;
  }

  available(direction: "back" | "on"): number {
    const { doneCount, undoneCount } = this.timeline;
    if (direction === "back") return (this.fromBeginning ? 0 : doneCount) + this.steps;
    return (this.fromBeginning ? doneCount + undoneCount : undoneCount) - this.steps;
  }

  ask(steps: number): void {
    this.steps += steps;
  }

  askForBeginning(): void {
    this.steps = 0;
    this.fromBeginning = true;
  }

  describe(direction: "back" | "on"): readonly string[] {
    return this.timeline.steps(direction).map(({ text }) => named(text));
  }

  /** The line was stopped: it goes nowhere. */
  forget(): void {
    this.steps = 0;
    this.fromBeginning = false;
    this.isUsed = false;
  }

  /** The line asked of time, though it may have been refused. */
  get used(): boolean {
    return this.isUsed;
  }

  /** The moment asked for, once; undefined where none was, or where the way there and back led nowhere. */
  take(): Moment | undefined {
    const { steps, fromBeginning, timeline } = this;
    this.forget();
    if (fromBeginning)
      return steps === 0 ? timeline.target("beginning") : timeline.target({ steps: steps - timeline.doneCount });
    return steps === 0 ? undefined : timeline.target({ steps });
  }
}

/** Says a journey in time: what was undone or redone, and where the world stands. */
export function travelNote(crossed: number, timeline: Timeline): string {
  const { current } = timeline;
  const count = Math.abs(crossed);
  if (current === undefined || crossed === 0) return "Back where it was after the last step";
  if (crossed === 1) return `Redone: ${named(current.step.text)}`;
  if (crossed > 0) return `Redone ${count} steps, up to ${named(current.step.text)}`;
  if (timeline.doneCount === 0)
    return count === 1 ? `Undone: ${named(firstUndone(timeline))}` : `Undone all ${count} steps: this is the beginning`;
  if (crossed === -1) return `Undone: ${named(firstUndone(timeline))}`;
  return `Undone ${count} steps, back to after ${named(current.step.text)}`;
}

/** `clock +6h` */
export function clockStepText(movedNs: bigint): string {
  return `clock +${formatHumanSeconds(Math.round(Number(movedNs) / NS_PER_SECOND))}`;
}

function firstUndone(timeline: Timeline): string {
  return timeline.steps("on")[0]?.text ?? "";
}

/** A line in a few words, without anything that could move the cursor. */
function named(text: string): string {
  const plain = text
    .replaceAll(/\\\n/g, " ")
    .replaceAll(/[\p{Cc}\s]+/gu, " ")
    .trim();
  return plain.length > NAMED_CHARACTERS ? `${plain.slice(0, NAMED_CHARACTERS - 1)}…` : plain;
}
