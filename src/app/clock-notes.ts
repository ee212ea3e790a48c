import type { WorldDelta } from "../simulation/index.ts";

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;

/** Writes a line into the scrollback when someone moved the clock. The clock's own running is not told. */
export class ClockNotes {
  readonly #say: (text: string) => void;
  #nowMs: number | undefined;
  #expected: { readonly seconds: number | undefined } | undefined;

  constructor(say: (text: string) => void) {
    this.#say = say;
  }

  /** The next reading of the clock is a jump: of so many seconds, where that is known before. */
  expectJump(seconds?: number): void {
    this.#expected = { seconds };
  }

  follow(delta: WorldDelta): void {
    const nowMs = delta.clock?.nowMs;
    if (nowMs === undefined) return;
    const before = this.#nowMs;
    this.#nowMs = nowMs;
    const expected = this.#expected;
    if (expected === undefined || before === undefined || nowMs - before < 1000 * (expected.seconds ?? 1)) return;
    this.#expected = undefined;
    // The reading before may be a moment old: what was asked for is told, not that moment as well.
    this.#say(jumpText(expected.seconds === undefined ? before : nowMs - expected.seconds * 1000, nowMs));
  }
}

/** `Clock moved 6 h, to 24 Nov 04:12:09`. */
export function jumpText(beforeMs: number, nowMs: number): string {
  return `Clock moved ${span(Math.round((nowMs - beforeMs) / 1000))}, to ${moment(nowMs)}`;
}

function span(seconds: number): string {
  const parts = [
    [Math.floor(seconds / DAY_SECONDS), "d"],
    [Math.floor((seconds % DAY_SECONDS) / HOUR_SECONDS), "h"],
    [Math.floor((seconds % HOUR_SECONDS) / MINUTE_SECONDS), "min"],
    [seconds % MINUTE_SECONDS, "s"],
  ] as const;
  const shown = parts.filter(([count]) => count > 0).slice(0, 2);
  return shown.map(([count, unit]) => `${count} ${unit}`).join(" ");
}

function moment(atMs: number): string {
  const text = new Date(atMs).toUTCString(); // "Tue, 24 Nov 2026 04:12:09 GMT"
  const [, day = "", month = "", , time = ""] = text.split(" ");
  return `${day} ${month} ${time}`;
}
