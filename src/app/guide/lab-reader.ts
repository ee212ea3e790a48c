import { LAB_LIMITS, type ReadText } from "../../labs/index.ts";

/** A character is at most four bytes of UTF-8. */
const MOST_BYTES = 4 * Math.max(LAB_LIMITS.jsonCharacters, LAB_LIMITS.textCharacters, LAB_LIMITS.scriptCharacters);

/** Reads the labs' files from the folder `labs/` beside the page, and nothing larger than such a file may be. */
export function labReader(pageUrl: string): ReadText {
  const base = new URL("labs/", pageUrl);
  return async (path) => {
    const response = await fetch(new URL(path, base), { credentials: "omit" });
    if (!response.ok) throw new Error(`the host answered ${response.status}`);
    return readAtMost(response, MOST_BYTES);
  };
}

async function readAtMost(response: Response, mostBytes: number): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return "";
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > mostBytes) {
      await reader.cancel();
      throw new Error(`may have at most ${mostBytes} bytes`);
    }
    text += decoder.decode(value, { stream: true });
  }
}
