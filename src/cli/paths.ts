/** A path as Vault's API takes it: no slash at either end. */
export function sanitizePath(path: string): string {
  return path.trim().replace(/^\/+/, "").trim().replace(/\/+$/, "");
}

/** A mount's path, which ends in a slash. */
export function withTrailingSlash(path: string): string {
  const trimmed = path.trim();
  return trimmed === "" || trimmed.endsWith("/") ? trimmed : `${trimmed}/`;
}
