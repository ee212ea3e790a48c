/** Where the panels stand: one at a time behind the tabs, some below them, one of all enlarged. Pure. */
import type { PanelName } from "../panel-names.ts";
import { MOST_DOCKED } from "../settings.ts";
import { hasDocks, type PaneMode } from "./mode.ts";

export interface Dock {
  readonly panel: PanelName;
  readonly docked: readonly PanelName[];
}

/** The panels that have a tab: those that do not stand below. */
export function tabbed(all: readonly PanelName[], docked: readonly PanelName[]): readonly PanelName[] {
  return all.filter((name) => !docked.includes(name));
}

/** The tab that is shown: the chosen one, or the first where the chosen one has none. */
export function shownTab(tabs: readonly PanelName[], panel: PanelName): PanelName | undefined {
  return tabs.includes(panel) ? panel : tabs[0];
}

/** Puts a panel below the others. One more than there is room for sends the topmost back to the tabs. */
export function dock({ docked }: Dock, name: PanelName): Pick<Dock, "docked"> {
  return { docked: [...docked.filter((other) => other !== name), name].slice(-MOST_DOCKED) };
}

/** Closes a panel below: it goes back to the tabs. */
export function undock({ docked }: Dock, name: PanelName): Pick<Dock, "docked"> {
  return { docked: docked.filter((other) => other !== name) };
}

/** Brings a panel into sight, wherever it stands. Where none stands below, each has its tab. */
export function show({ docked, mode }: Dock & { readonly mode: PaneMode }, name: PanelName): Partial<Dock> {
  return hasDocks(mode) && docked.includes(name) ? {} : { panel: name };
}
