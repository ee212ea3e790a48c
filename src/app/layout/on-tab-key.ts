import type { KeyboardEvent } from "react";

/** Arrow keys, Home and End among the tabs of a tab list; the tab that they reach is shown. */
export function onTabKey(event: KeyboardEvent, list: HTMLElement | null): void {
  const tabs = [...(list?.querySelectorAll<HTMLElement>("[role=tab]") ?? [])];
  const here = tabs.findIndex((tab) => tab === document.activeElement);
  if (here < 0) return;
  const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: -1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const next = tabs.at(to % tabs.length);
  next?.focus();
  next?.click();
}
