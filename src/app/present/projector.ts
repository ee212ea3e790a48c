/** The window for the projector: the page in present mode, in a second tab of the same session, which it follows. */
const PARAMETER = "present";

/** Whether a page that was opened with this query is one. */
export function isProjector(search: string): boolean {
  return new URLSearchParams(search).has(PARAMETER);
}

/** Opens it, or brings it to the front. False where the browser lets no window be opened. */
export function openProjector(): boolean {
  const url = new URL(location.href);
  url.hash = "";
  url.search = `?${PARAMETER}`;
  return open(url, "glassvault-projector", "popup,width=1280,height=720") !== null;
}
