/** The panels beside the terminal, in the order of their tabs. */
export const PANEL_NAMES = [
  "tokens",
  "tree",
  "accessors",
  "inspector",
  "policies",
  "wire",
  "storage",
  "audit",
] as const;
export type PanelName = (typeof PANEL_NAMES)[number];
