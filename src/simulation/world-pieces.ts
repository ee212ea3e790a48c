import type { FromSimulation, WorldDelta } from "./protocol.ts";

/** So many tokens cross to the page at once: more would hold its thread while they are unpacked. */
const TOKENS_A_PIECE = 2500;

const ALL_KEPT = Number.MAX_SAFE_INTEGER;

/** Whether it is more of a world that began before: nothing in it happened just now. */
export function goesOnWithWorld({ instead }: WorldDelta): boolean {
  return instead?.keptTokens === ALL_KEPT;
}

/** Sends a world that begins anew, or takes the place of another, in pieces that may each be taken in by itself. */
export function sendInPieces(whole: WorldDelta, send: (message: FromSimulation) => void): void {
  for (const delta of inPieces(whole)) send({ kind: "world", delta });
}

function* inPieces(delta: WorldDelta): Generator<WorldDelta> {
  const { tokens = [], steps, undone, ...first } = delta;
  if (tokens.length <= TOKENS_A_PIECE) {
    yield delta;
    return;
  }
  yield { ...first, tokens: tokens.slice(0, TOKENS_A_PIECE) };
  for (let from = TOKENS_A_PIECE; from < tokens.length; from += TOKENS_A_PIECE) {
    const isLast = from + TOKENS_A_PIECE >= tokens.length;
    yield {
      instead: { keptTokens: ALL_KEPT, keptLines: ALL_KEPT },
      tokens: tokens.slice(from, from + TOKENS_A_PIECE),
      ...(isLast && steps && { steps }),
      ...(isLast && undone && { undone }),
    };
  }
}
