/**
 * A lab as data: steps of text and commands, each checked by a shell script on the workstation.
 * A script that exits with 0 passes its step; what it prints is the reason.
 */
export interface Lab {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly steps: readonly LabStep[];
}

export interface LabStep {
  readonly id: string;
  readonly title: string;
  /** One or two words for the timeline. */
  readonly label: string;
  /** Markdown. Raw HTML in it is shown, never interpreted. */
  readonly text: string;
  readonly commands: readonly LabCommand[];
  /** POSIX-shell text. Exit 0 passes; standard output is the reason, for the student to read. */
  readonly check: string;
  /** Asks for a guess before the command that shows the answer. It decides nothing. */
  readonly question: LabQuestion | undefined;
}

export interface LabCommand {
  /** What is typed; may be several lines. */
  readonly run: string;
}

export interface LabQuestion {
  readonly text: string;
  readonly choices: readonly LabChoice[];
}

export interface LabChoice {
  readonly label: string;
  readonly right: boolean;
  /** What is said after this choice was taken. */
  readonly answer: string;
}

/** The list of labs that a host offers. */
export interface LabIndex {
  readonly labs: readonly LabIndexEntry[];
}

export interface LabIndexEntry {
  readonly id: string;
  readonly title: string;
}

/** Either a value, or every reason why there is none. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly string[] };

/** What a lab may weigh: it comes from a file host, so nothing in it is trusted. */
export const LAB_LIMITS = {
  labs: 50,
  steps: 40,
  commandsPerStep: 20,
  choicesPerQuestion: 4,
  titleCharacters: 80,
  labelCharacters: 16,
  commandCharacters: 2_000,
  questionCharacters: 400,
  jsonCharacters: 64_000,
  textCharacters: 16_000,
  scriptCharacters: 16_000,
} as const;
