/** What the last line printed, as far as a check can see it. */
const LAST_OUTPUT_CHARACTERS = 65_536;

/** What was printed: a digest of all of it, and the text of the running line. */
export class Printed {
  /** Says whether two worlds printed the same, from their beginning. */
  digest = 0;
  lineOutput = "";

  beginLine(): void {
    this.lineOutput = "";
  }

  /** What the server itself prints is no output of the line. */
  add(text: string, ofLine = true): void {
    for (let at = 0; at < text.length; at++) this.digest = (Math.imul(this.digest, 31) + text.charCodeAt(at)) | 0;
    if (ofLine && this.lineOutput.length < LAST_OUTPUT_CHARACTERS) this.lineOutput += text;
  }
}
