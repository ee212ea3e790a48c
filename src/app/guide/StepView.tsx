import { Check, ChevronRight, Circle, Copy } from "lucide-react";
import { useMemo, type ReactElement } from "react";
import Markdown from "react-markdown";
import { isPassed, type LabQuestion, type LabStep } from "../../labs/index.ts";
import { useApp, useServices } from "../services-context.ts";
import { liveWorld } from "../store.ts";
import { typedInStep, type OpenGuide } from "./guide-state.ts";
import { InlineCode } from "./InlineCode.tsx";

/** What a lab's text may hold: no pictures, no links out. HTML in it is never interpreted. */
const ALLOWED = ["p", "strong", "em", "code", "pre", "ul", "ol", "li", "br"];

export interface StepViewProps {
  readonly guide: OpenGuide;
  readonly step: LabStep;
  readonly number: number;
}

/** One step, unfolded. */
export function StepView({ guide, step, number }: StepViewProps) {
  const passed = isPassed(guide.progress, step);
  const said = guide.said[step.id] ?? "";
  return (
    <section className="gd-now" aria-label={`Step ${number}, ${step.title}`}>
      <h3>
        <span className="gd-number">{number}</span>
        {step.title}
        {passed ? (
          <>
            <Check className="gd-mark" aria-hidden />
            <span className="sr-only">, done</span>
          </>
        ) : null}
      </h3>
      <div className="gd-text">
        <StepText text={step.text} />
      </div>
      <Commands guide={guide} step={step} />
      {said === "" && !passed ? null : (
        <p className="gd-verdict">
          <b>{passed ? "Done." : "Not yet."}</b> <InlineCode text={said} />
        </p>
      )}
      {step.question === undefined ? null : (
        <Question step={step} question={step.question} answer={guide.progress.answers[step.id]} />
      )}
    </section>
  );
}

/** What was taken apart last, and what came of it: a guide that is shown again has the same step. */
let last: { readonly text: string; readonly shown: ReactElement } | undefined;

/** Taken apart once, not each time that the guide is shown or a line has ended. */
function StepText({ text }: { readonly text: string }) {
  if (last?.text !== text)
    last = {
      text,
      shown: Markdown({ children: text, skipHtml: true, allowedElements: ALLOWED, unwrapDisallowed: true }),
    };
  return last.shown;
}

const STATE_ICONS = { done: Check, next: ChevronRight, todo: Circle } as const;

function Commands({ guide, step }: Omit<StepViewProps, "number">) {
  const { store, terminal } = useServices();
  const lines = useApp((state) => liveWorld(state).lines);
  const typed = useMemo(() => typedInStep(guide, step, lines), [guide, step, lines]);
  const next = isPassed(guide.progress, step) ? -1 : typed.indexOf(false);
  const run = (command: string) => {
    store.setState({ phoneTab: "terminal" });
    terminal()?.run(command);
    terminal()?.focus();
  };
  const copy = (command: string) =>
    void navigator.clipboard?.writeText(command).then(
      () => store.setState({ announcement: "Copied." }),
      () => terminal()?.insert(command),
    );
  return (
    <ul className="gd-commands" aria-label="Commands">
      {step.commands.map(({ run: command }, index) => {
        const state = typed[index] === true ? "done" : index === next ? "next" : "todo";
        const State = STATE_ICONS[state];
        const name = command.replaceAll(/\\\n\s*/g, "");
        return (
          // Commands of a step never move and may be the same twice.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} className={`is-${state}`}>
            <button type="button" className="gd-run" title="Run it in the terminal" onClick={() => run(command)}>
              <State className="gd-state" aria-hidden />
              <span className="gd-command">
                <span className="sr-only">Run </span>
                {state === "next" ? (
                  <span className="gd-go" aria-hidden>
                    Run
                  </span>
                ) : null}
                <CommandText text={command} />
                {state === "done" ? <span className="sr-only">, typed</span> : null}
              </span>
            </button>
            <button
              type="button"
              className="gd-copy"
              aria-label={`Copy ${name}`}
              title="Copy"
              onClick={() => copy(command)}
            >
              <Copy aria-hidden />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** A command whose words stay whole where they can: a flag is not broken at its hyphen. */
function CommandText({ text }: { readonly text: string }) {
  return (
    <code>
      {text.split(/([ \n])/).map((part, index) =>
        part.trim() === "" ? (
          part
        ) : (
          // Words of one command never change places.
          // oxlint-disable-next-line react/no-array-index-key
          <span key={index}>{part}</span>
        ),
      )}
    </code>
  );
}

interface QuestionProps {
  readonly step: LabStep;
  readonly question: LabQuestion;
  readonly answer: number | undefined;
}

function Question({ step, question, answer }: QuestionProps) {
  const { guide } = useServices();
  const taken = answer === undefined ? undefined : question.choices[answer];
  return (
    <div className="gd-ask">
      <p>
        <InlineCode text={question.text} />
      </p>
      <fieldset aria-label="Your guess">
        {question.choices.map(({ label }, index) => (
          <button
            key={label}
            type="button"
            className="text-button"
            aria-pressed={index === answer}
            onClick={() => guide()?.answer(step, index)}
          >
            {label}
          </button>
        ))}
      </fieldset>
      <output className="gd-because">{taken === undefined ? null : <InlineCode text={taken.answer} />}</output>
    </div>
  );
}
