/** Arrangements of the page with a name. */
import type { Settings } from "../settings.ts";
import type { Enlarged } from "../store.ts";

export interface LayoutPreset {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly state: Pick<Settings, "docked" | "guideShown" | "panelsShown"> & { readonly enlarged: Enlarged | undefined };
}

/** Whether the page is arranged so. */
export function isArranged(now: LayoutPreset["state"], { state }: LayoutPreset): boolean {
  return (
    now.guideShown === state.guideShown &&
    now.panelsShown === state.panelsShown &&
    now.enlarged === state.enlarged &&
    // What is docked is not seen where the panels are closed.
    (!now.panelsShown || now.docked.join() === state.docked.join())
  );
}

export const LAYOUT_PRESETS: readonly LayoutPreset[] = [
  {
    name: "lab",
    title: "Lab",
    about: "Guide, terminal, panels with the tree below",
    state: { guideShown: true, panelsShown: true, docked: ["tree"], enlarged: undefined },
  },
  {
    name: "practice",
    title: "Practice",
    about: "Terminal and panels, no guide",
    state: { guideShown: false, panelsShown: true, docked: ["tree"], enlarged: undefined },
  },
  {
    name: "cost",
    title: "Cost",
    about: "What each token writes: tree and storage below",
    state: { guideShown: true, panelsShown: true, docked: ["tree", "storage"], enlarged: undefined },
  },
  {
    name: "terminal",
    title: "Terminal",
    about: "The terminal alone",
    state: { guideShown: false, panelsShown: false, docked: ["tree"], enlarged: undefined },
  },
];
