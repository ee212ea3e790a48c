import { DifferencePanel, momentText, type Step } from "../../panels/index.ts";
import type { MomentName } from "../../simulation/index.ts";
import { useApp, useServices } from "../services-context.ts";
import { liveWorld } from "../store.ts";
import { useInspection } from "../use-inspection.ts";
import { Sheet } from "./Sheet.tsx";

/** Two moments, and what differs between them. */
export function CompareDialog({ onClose }: { readonly onClose: () => void }) {
  const { time } = useServices();
  const { from, to } = useApp((state) => state.compared);
  const { tokens, steps, undone } = useApp(liveWorld);
  // What is compared with now differs with what happens meanwhile, but not with each second.
  const answer = useInspection<"difference">(
    { about: "difference", from, to },
    `${tokens.version} ${steps.at(-1)?.moment}`,
  );
  return (
    <Sheet title="Compare two moments" onClose={onClose}>
      <div className="compare-moments">
        <MomentChoice
          label="From"
          value={from}
          steps={[...steps, ...undone]}
          onChange={(one) => time.compare(one, to)}
        />
        <MomentChoice label="To" value={to} steps={[...steps, ...undone]} onChange={(one) => time.compare(from, one)} />
      </div>
      {answer === undefined ? null : answer.difference === undefined ? (
        <p>One of these moments is no longer kept. Choose another.</p>
      ) : (
        <DifferencePanel difference={answer.difference} />
      )}
    </Sheet>
  );
}

interface MomentChoiceProps {
  readonly label: string;
  readonly value: MomentName;
  readonly steps: readonly Step[];
  readonly onChange: (moment: MomentName) => void;
}

function MomentChoice({ label, value, steps, onChange }: MomentChoiceProps) {
  return (
    <label>
      {label}
      <select value={value} onChange={({ target }) => onChange(target.value === "now" ? "now" : Number(target.value))}>
        {steps.map((step) => (
          <option key={step.moment} value={step.moment}>
            {momentText(step)}
          </option>
        ))}
        <option value="now">now</option>
      </select>
    </label>
  );
}
