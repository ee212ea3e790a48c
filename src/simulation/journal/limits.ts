/** What a session from elsewhere may hold. Each refusal says the number; docs/sessions.md lists them. */
export const SESSION_LIMITS = {
  /** A link's fragment. Chat programs and mail cut what is longer; a longer session goes as a file. */
  linkCharacters: 32_000,
  /** A file as it lies on the disk, packed or not. */
  fileBytes: 8_000_000,
  /** What a link or a packed file may unpack to; unpacking stops there. */
  unpackedBytes: 16_000_000,
  entries: 50_000,
  /** Terminals that are open at once. */
  terminals: 8,
  /** How often a journal from elsewhere may open, close or name one: each costs the page work. */
  terminalActions: 1_000,
  /** One typed line, or one answer. The line editor takes no longer one either. */
  textCharacters: 100_000,
  nameCharacters: 80,
  /** A terminal's: its tab is narrow. */
  terminalNameCharacters: 40,
  seedCharacters: 128,
  /** The last instant there is: the end of the year 9999. */
  latestMs: 253_402_300_799_999,
  /** How far one clock move goes: ten thousand years. */
  clockSeconds: 315_360_000_000,
  terminalCells: 2_000,
  /** How often a line can have asked whether to stop. */
  steps: Number.MAX_SAFE_INTEGER,
} as const;

/** A number as a person reads it. */
export function grouped(count: number): string {
  return count.toLocaleString("en");
}
