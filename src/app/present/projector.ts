import type { Services } from "../services.ts";

/** The window for the projector: the page in present mode, in a second tab of the same session, which it follows. */
const PARAMETER = "present";

/** Whether a page that was opened with this query is one. */
export function isProjector(search: string): boolean {
  return new URLSearchParams(search).has(PARAMETER);
}

/** Opens it, or brings it to the front, or says that the browser lets no window be opened. */
export function openProjector({ note }: Pick<Services, "note">): void {
  const url = new URL(location.href);
  url.hash = "";
  url.search = `?${PARAMETER}`;
  const opened = open(url, "glassvault-projector", "popup,width=1280,height=720");
  if (opened === null) note("The browser did not let the window be opened: allow pop-ups for this page");
}
