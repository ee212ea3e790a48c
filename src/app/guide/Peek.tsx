import { Play } from "lucide-react";
import { currentStep } from "../../labs/index.ts";
import { useApp, useServices } from "../services-context.ts";
import { liveWorld } from "../store.ts";
import { nextCommand, type OpenGuide } from "./guide-state.ts";
import { InlineCode } from "./InlineCode.tsx";

/** The current step in two lines, for the foot of a phone: what is not yet so, and the next command. */
export function Peek({ guide }: { readonly guide: OpenGuide }) {
  const { store, terminal } = useServices();
  const lines = useApp((state) => liveWorld(state).lines);
  const step = currentStep(guide.lab, guide.progress);
  if (step === undefined) return <p className="gd-peek">All steps of “{guide.lab.title}” are done.</p>;
  const next = nextCommand(guide, lines);
  const said = guide.said[step.id] ?? "";
  return (
    <section className="gd-peek" aria-label="The next step">
      <button
        type="button"
        className="gd-grab"
        aria-label="Open the guide"
        onClick={() => store.setState({ phoneTab: "guide" })}
      />
      <div className="gd-peek-text">
        <h2>
          <span className="gd-number">{guide.lab.steps.indexOf(step) + 1}</span> {step.title}
        </h2>
        {said === "" ? null : (
          <p>
            <b>Not yet:</b> <InlineCode text={said} />
          </p>
        )}
      </div>
      {next === undefined ? null : (
        <button type="button" className="gd-peek-run" aria-label={`Run ${next}`} onClick={() => terminal()?.run(next)}>
          <code>{next.replaceAll(/\\\n\s*/g, "")}</code>
          <Play aria-hidden />
        </button>
      )}
    </section>
  );
}
