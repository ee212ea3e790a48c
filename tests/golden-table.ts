/**
 * `npm run golden -- [FILE-OR-FOLDER…]`: how much of what a real Vault printed ours prints too, recording by recording, and
 * what differs. Without arguments it is the corpus, the same as in `npm test`. Exit code 1 where a step differs that must not.
 */
import { corpus, recordingsIn, runRecordings, type HeldRecording } from "./golden-run.ts";

function row(name: string, same: string | number, total: string | number, note: string, width: number): string {
  return `${name.padEnd(width)}  ${String(same).padStart(5)}  ${String(total).padStart(5)}  ${note}`.trimEnd();
}

function noteOf({ same, total, floor }: HeldRecording): string {
  if (same < floor) return `must be ${floor}`;
  return same < total ? `${total - same} cannot be (tests/golden-floors.ts)` : "";
}

const given = process.argv.slice(2);
const files = recordingsIn(given.length > 0 ? given : corpus);
const held = [...(await runRecordings(files)).values()];
const width = Math.max(...held.map(({ name }) => name.length), "recording".length);
const print = (text: string): void => void process.stdout.write(`${text}\n`);

for (const { name, differences } of held.filter((each) => each.same < each.floor)) {
  print(`══ ${name}\n${differences.join("\n")}\n`);
}
print(row("recording", "same", "total", "", width));
for (const each of held) print(row(each.name, each.same, each.total, noteOf(each), width));
const sum = (count: (each: HeldRecording) => number): number => held.reduce((all, each) => all + count(each), 0);
print(
  row(
    `${held.length} recordings`,
    sum(({ same }) => same),
    sum(({ total }) => total),
    "",
    width,
  ),
);
process.exitCode = held.some(({ same, floor }) => same < floor) ? 1 : 0;
