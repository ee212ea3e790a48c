/** What Vault answers right below HTTP, where no token is looked for. */
export const besideCore: ReadonlySet<string> = new Set([
  "sys/health",
  "sys/init",
  "sys/leader",
  "sys/seal-status",
  "sys/seal-backend-status",
  "sys/step-down",
  "sys/unseal",
  "sys/generate-root/attempt",
  "sys/generate-root/update",
  "sys/rekey/init",
  "sys/rekey/update",
  "sys/rekey/verify",
  "sys/internal/ui/feature-flags",
]);
