/** The panels beside the terminal, in the order of their tabs. */
export const PANEL_NAMES = [
  "tokens",
  "accessors",
  "inspector",
  "policies",
  "wire",
  "storage",
  "audit",
  "tree",
] as const;
export type PanelName = (typeof PANEL_NAMES)[number];
