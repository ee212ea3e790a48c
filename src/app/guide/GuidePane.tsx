import { Check } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { currentStep, isPassed } from "../../labs/index.ts";
import { useApp } from "../services-context.ts";
import { Peek } from "./Peek.tsx";
import { StepView } from "./StepView.tsx";
import type { OpenGuide } from "./guide-state.ts";
import "./guide.css";

export interface GuidePaneProps {
  /** `sheet`: the next command alone, for the foot of a phone. */
  readonly form: "pane" | "sheet";
}

/** The lab: its steps, the open one with its text, its commands and what is not yet so. */
export function GuidePane({ form }: GuidePaneProps) {
  const guide = useApp((state) => state.guide);
  if (guide.status === "loading") return null;
  if (guide.status === "failed") return form === "pane" ? <Trouble problems={guide.problems} /> : null;
  return form === "sheet" ? <Peek guide={guide} /> : <Pane guide={guide} />;
}

const MOST_PROBLEMS_SHOWN = 12;

function Trouble({ problems }: { readonly problems: readonly string[] }) {
  return (
    <div className="gd-trouble">
      <h2>The lab could not be opened</h2>
      <p>The terminal works all the same. What is wrong with the lab’s files:</p>
      <ul>
        {problems.slice(0, MOST_PROBLEMS_SHOWN).map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
    </div>
  );
}

function Pane({ guide }: { readonly guide: OpenGuide }) {
  const { lab, progress } = guide;
  const current = currentStep(lab, progress);
  // A look at another step lasts until the lab goes on.
  const [look, setLook] = useState<{ readonly stepId: string; readonly at: string | undefined }>();
  const looked =
    look !== undefined && look.at === current?.id ? lab.steps.find(({ id }) => id === look.stepId) : undefined;
  const shown = looked ?? current;
  const scroller = useRef<HTMLDivElement>(null);
  const open = useRef<HTMLLIElement>(null);
  const shownId = shown?.id;
  useEffect(() => {
    if (shownId !== undefined) open.current?.scrollIntoView({ block: "nearest" });
  }, [shownId]);
  return (
    <div className="gd">
      <header className="gd-head">
        <h2>{lab.title}</h2>
        <p>
          {lab.subtitle}.{" "}
          {current === undefined ? "All steps done" : `Step ${lab.steps.indexOf(current) + 1} of ${lab.steps.length}`}
        </p>
      </header>
      <div ref={scroller} className="gd-scroll">
        <ol className="gd-steps" aria-label="Steps">
          {lab.steps.map((step, index) =>
            step === shown ? (
              <li key={step.id} ref={open} className="gd-open" aria-current={step === current ? "step" : undefined}>
                <StepView guide={guide} step={step} number={index + 1} />
              </li>
            ) : (
              <li key={step.id}>
                <button
                  type="button"
                  className={`gd-step${isPassed(progress, step) ? " is-done" : ""}`}
                  aria-current={step === current ? "step" : undefined}
                  onClick={() => setLook({ stepId: step.id, at: current?.id })}
                >
                  <span className="gd-number">{index + 1}</span>
                  {step.title}
                  {isPassed(progress, step) ? (
                    <>
                      <Check className="gd-mark" aria-hidden />
                      <span className="sr-only">, done</span>
                    </>
                  ) : null}
                </button>
              </li>
            ),
          )}
        </ol>
        {shown === undefined ? (
          <div className="gd-end">
            <h3>That was {lab.title}</h3>
            <p>All steps are done. Go on typing, move the clock to an expiry, or open a step again.</p>
          </div>
        ) : null}
      </div>
    </div>
  );
}
