/** What it costs to go back in time: from the wish to the page's having the world that it led to. */
import { percentile, type Row } from "./measure.ts";
import { openShell, type Shell } from "./shell.ts";

const STEPS = 500;
const UNDO_WITHIN_MS = 100;
const MANY_TOKENS = 10_000;

export async function timeRows(): Promise<Row[]> {
  const few = await rowsAt(0);
  const many = await rowsAt(MANY_TOKENS);
  return [...few, ...many];
}

async function rowsAt(tokens: number): Promise<Row[]> {
  const shell = await openShell();
  if (tokens > 0) await shell.run(`for i in $(seq ${tokens}); do vault token create -ttl=1h >/dev/null; done`);
  for (let step = 0; step < STEPS; step++) await shell.run("vault token create -ttl=1h >/dev/null");
  const promise = { atMost: UNDO_WITHIN_MS };
  const where = tokens > 0 ? `, ${tokens.toLocaleString("en")} tokens` : "";
  const one = await travels(shell, () => ({ steps: -1 }));
  await shell.travel({ steps: STEPS });
  const far = await travels(shell, (step) => ({ steps: step % 2 === 0 ? -STEPS : STEPS }), 20);
  const rows: Row[] = [
    { name: `undo, median of ${STEPS}${where}`, value: percentile(one, 0.5), unit: "ms", promise },
    { name: `undo, 95th percentile${where}`, value: percentile(one, 0.95), unit: "ms", promise },
    { name: `${STEPS} steps at once, median${where}`, value: percentile(far, 0.5), unit: "ms", promise },
    { name: `look at a moment${where}`, value: shell.ask({ about: "moment", moment: 250 }), unit: "ms" },
    {
      name: `compare two moments, ${STEPS} lines apart${where}`,
      value: shell.ask({ about: "difference", from: 1, to: STEPS }),
      unit: "ms",
    },
  ];
  shell.dispose();
  return rows;
}

async function travels(shell: Shell, to: (step: number) => { steps: number }, times = STEPS): Promise<number[]> {
  const samples: number[] = [];
  for (let step = 0; step < times; step++) samples.push(await shell.travel(to(step)));
  return samples;
}
