import { BookOpen, Check, X } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { IconButton } from "../controls/IconButton.tsx";
import { currentStep, isPassed } from "../../labs/index.ts";
import { useApp } from "../services-context.ts";
import { GuideSlot } from "./GuideSlot.tsx";

/** The guide folded to a rail of its steps; opened, it lies over the terminal's edge. */
export function GuideRail() {
  const [isOpen, setOpen] = useState(false);
  const toggle = useRef<HTMLButtonElement>(null);
  const drawer = useRef<HTMLElement>(null);
  const fold = useCallback(() => {
    setOpen(false);
    toggle.current?.focus();
  }, []);
  useEffect(() => {
    const element = drawer.current;
    if (!isOpen || element === null) return undefined;
    element.focus();
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") fold();
    };
    element.addEventListener("keydown", onKey);
    return () => element.removeEventListener("keydown", onKey);
  }, [isOpen, fold]);
  return (
    <nav className="rail" aria-label="Guide, folded" {...(isOpen ? {} : { "data-pane": "guide" })} tabIndex={-1}>
      <IconButton
        Icon={BookOpen}
        ref={toggle}
        aria-expanded={isOpen}
        label="Guide"
        title={isOpen ? "Fold the guide" : "Open the guide"}
        onClick={() => setOpen(!isOpen)}
      />
      <RailSteps />
      {isOpen ? (
        <aside ref={drawer} className="rail-drawer" aria-label="Guide" data-pane="guide" tabIndex={-1}>
          <GuideSlot form="pane" />
          <IconButton Icon={X} className="rail-close" label="Fold the guide" onClick={fold} />
        </aside>
      ) : null}
    </nav>
  );
}

function RailSteps() {
  const guide = useApp((state) => state.guide);
  if (guide.status !== "open") return null;
  const current = currentStep(guide.lab, guide.progress);
  return (
    <ol className="rail-steps" aria-label="Steps">
      {guide.lab.steps.map((step, index) => {
        const passed = isPassed(guide.progress, step);
        return (
          <li key={step.id} title={step.title} aria-current={step === current ? "step" : undefined}>
            <span aria-hidden>{passed ? <Check /> : index + 1}</span>
            <span className="sr-only">{passed ? `${step.title}, done` : step.title}</span>
          </li>
        );
      })}
    </ol>
  );
}
