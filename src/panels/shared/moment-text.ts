import type { Step } from "../world.ts";
import { timeOfDay } from "./format.ts";

const MOST_CHARACTERS = 48;

/** `22:12:08, after vault token create …`: a moment by its time, and by the step that led to it. */
export function momentText(step: Step): string {
  return `${timeOfDay(step.atMs)}, ${step.text === "" ? "the beginning" : `after ${stepText(step)}`}`;
}

/** A step in a few words, on one line. */
export function stepText({ text }: Step): string {
  const plain = text.replaceAll("\\\n", " ").replaceAll(/\s+/g, " ").trim();
  return plain.length > MOST_CHARACTERS ? `${plain.slice(0, MOST_CHARACTERS - 1)}…` : plain;
}
