/** A place in a source text. Lines and columns count from 1; a line of 0 is "nowhere" (JSON nodes, empty objects). */
export interface HclPosition {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

export const NOWHERE: HclPosition = { offset: 0, line: 0, column: 0 };
/** Behind everything that a text can hold. */
export const BEYOND: HclPosition = { offset: 2 ** 30, line: 2 ** 30, column: 0 };

export function formatPosition(position: HclPosition): string {
  return position.line > 0 ? `${position.line}:${position.column}` : "-";
}

/** By line or by offset: either is enough, so two places may each be before the other where one is nowhere. */
export function isBefore(a: HclPosition, b: HclPosition): boolean {
  return b.offset > a.offset || b.line > a.line;
}
