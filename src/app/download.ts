/** The download has its own hold of the bytes by then. */
const RELEASE_AFTER_MS = 10_000;

/** Saves a file where the browser saves downloads. */
export function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), RELEASE_AFTER_MS);
}
