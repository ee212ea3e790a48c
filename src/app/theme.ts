import type { AppStore, Theme } from "./store.ts";

export const NEXT_THEME: Readonly<Record<Theme, Theme>> = { system: "light", light: "dark", dark: "system" };

/** Keeps the page's theme what the store says. "system" leaves it to the person's own setting. */
export function applyTheme(store: AppStore): void {
  const apply = (theme: Theme) => {
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  };
  apply(store.getState().theme);
  store.subscribe(({ theme }, before) => {
    if (theme !== before.theme) apply(theme);
  });
}
