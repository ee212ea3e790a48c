/** How hashicorp/go-multierror prints a list of errors, its trailing empty line included. */
export function formatMultierror(messages: readonly string[]): string {
  const heading = messages.length === 1 ? "1 error occurred:" : `${messages.length} errors occurred:`;
  return `${heading}\n\t${messages.map((message) => `* ${message}`).join("\n\t")}\n\n`;
}
