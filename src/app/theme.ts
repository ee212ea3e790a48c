import type { Settings, Theme } from "./settings.ts";
import type { AppStore } from "./store.ts";

export const NEXT_THEME: Readonly<Record<Theme, Theme>> = { system: "light", light: "dark", dark: "system" };

const LOOK = ["theme", "motion", "guideShown", "panelsShown", "sidePlace"] as const;

/** Keeps the page's theme and motion what the store says. "system" leaves them to the person's own setting. */
export function applyLook(store: AppStore): void {
  const apply = ({ theme, motion, guideShown, panelsShown, sidePlace }: Settings) => {
    const { dataset } = document.documentElement;
    if (theme === "system") delete dataset.theme;
    else dataset.theme = theme;
    if (motion === "system") delete dataset.motion;
    else dataset.motion = motion;
    // So that the terminal stands in its place before the layout is there.
    dataset.guide = guideShown ? "shown" : "closed";
    dataset.panels = panelsShown ? sidePlace : "closed";
  };
  apply(store.getState());
  store.subscribe((state, before) => {
    if (LOOK.some((name) => state[name] !== before[name])) apply(state);
  });
}
