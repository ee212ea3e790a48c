import { Check, ChevronRight, Circle, Copy } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import Markdown from "react-markdown";
import { typedCommands, type Lab, type LabQuestion, type LabStep } from "../../labs/index.ts";
import { useLab } from "./use-lab.ts";
import "./guide.css";

export interface GuidePaneProps {
  /** `sheet`: the next command alone, for the foot of a phone. */
  readonly form: "pane" | "sheet";
  /** The session's name: progress belongs to it. */
  readonly session: string;
  readonly ready: boolean;
  /** The lines typed in this session, oldest first. */
  readonly lines: readonly string[];
  /** Grows when a line has finished: the current step is checked. */
  readonly finishedLines: number;
  readonly check: (script: string) => Promise<{ readonly exitCode: number; readonly output: string }>;
  readonly onRun: (command: string) => void;
  readonly onCopy: (command: string) => void;
  readonly onSuggest: (command: string | undefined) => void;
  readonly onAnnounce: (text: string) => void;
}

/** The lab: its steps, the commands of the current one, and what its check says. */
export function GuidePane(props: GuidePaneProps) {
  const guide = useLab(props);
  if (guide.trouble !== undefined) return <p className="gd-trouble">The lab could not be opened. {guide.trouble}</p>;
  if (guide.lab === undefined) return null;
  return props.form === "sheet" ? <Sheet {...props} guide={guide} lab={guide.lab} /> : <Pane {...props} guide={guide} lab={guide.lab} />;
}

interface Inside extends GuidePaneProps {
  readonly guide: ReturnType<typeof useLab>;
  readonly lab: Lab;
}

function Pane(props: Inside) {
  const { guide, lab } = props;
  const { done, shown, showStep } = guide;
  const finished = lab.steps.every((step) => done.includes(step.id));
  const number = Math.min(lab.steps.length, done.length + 1);
  const current = useRef<HTMLElement>(null);
  useEffect(() => current.current?.scrollTo({ top: 0 }), [shown?.id]);
  return (
    <div className="gd">
      <header className="gd-head">
        <h2>{lab.title}</h2>
        <p>
          {lab.chapter}. {finished ? "All steps done" : `Step ${number} of ${lab.steps.length}`}
        </p>
      </header>
      <ol className="gd-steps" aria-label="Steps">
        {lab.steps.map((step, index) => (
          <li key={step.id}>
            <button
              type="button"
              className="gd-step"
              aria-current={step.id === shown?.id ? "step" : undefined}
              onClick={() => showStep(step.id)}
            >
              <span className="gd-number">{index + 1}</span>
              {step.title}
              {done.includes(step.id) ? <Check className="gd-mark" role="img" aria-label="done" /> : null}
            </button>
          </li>
        ))}
      </ol>
      {shown ? (
        <section ref={current} className="gd-now" aria-label={shown.title} tabIndex={0}>
          <h3>
            <span className="gd-number">{lab.steps.indexOf(shown) + 1}</span>
            {shown.title}
          </h3>
          <div className="gd-text">
            <Markdown skipHtml disallowedElements={["img"]}>
              {shown.text}
            </Markdown>
          </div>
          <Commands {...props} step={shown} />
          <Verdict {...props} step={shown} />
          {shown.question ? <Question key={shown.id} question={shown.question} /> : null}
        </section>
      ) : null}
    </div>
  );
}

function Commands({ step, guide, lines, onRun, onCopy }: Inside & { readonly step: LabStep }) {
  const current = step.id === guide.current?.id;
  const typed = typedCommands(step.commands, current ? lines.slice(guide.fromLine) : lines);
  const next = current ? typed.indexOf(false) : -1;
  return (
    <ul className="gd-commands" aria-label="Commands">
      {step.commands.map((command, index) => {
        const State = typed[index] ? Check : index === next ? ChevronRight : Circle;
        return (
          // Commands of a step never move and may be the same twice.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} className={index === next ? "is-next" : undefined}>
            <button type="button" className="gd-run" title="Run it in the terminal" onClick={() => onRun(command)}>
              <State className="gd-state" aria-hidden />
              <code>{command}</code>
              {typed[index] ? <span className="sr-only">, typed</span> : null}
              {index === next ? <span className="gd-go">Run</span> : null}
            </button>
            <button type="button" className="gd-copy" aria-label={`Copy ${command}`} title="Copy" onClick={() => onCopy(command)}>
              <Copy aria-hidden />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function Verdict({ step, guide }: Inside & { readonly step: LabStep }) {
  const done = guide.done.includes(step.id);
  const reason = step.id === guide.current?.id ? guide.reason : undefined;
  if (!done && reason === undefined) return null;
  return (
    <p className="gd-verdict">
      <b>{done ? "Done." : "Not yet."}</b> {done ? null : reason}
    </p>
  );
}

function Question({ question }: { readonly question: LabQuestion }) {
  const [answer, setAnswer] = useState<"yes" | "no">();
  return (
    <div className="gd-ask">
      <p>{question.text}</p>
      <div role="group" aria-label="Your guess">
        {(["yes", "no"] as const).map((choice) => (
          <button key={choice} type="button" className="text-button" aria-pressed={answer === choice} onClick={() => setAnswer(choice)}>
            {choice === "yes" ? "Yes" : "No"}
          </button>
        ))}
      </div>
      <p role="status" className="gd-because">
        {answer === undefined ? null : (
          <>
            <b>{answer === question.answer ? "Right." : "Look again."}</b> {question.because}
          </>
        )}
      </p>
    </div>
  );
}

function Sheet({ guide, lab, lines, onRun }: Inside) {
  const step = guide.current;
  if (step === undefined) return <p className="gd-peek">All steps of “{lab.title}” are done.</p>;
  const next = step.commands[typedCommands(step.commands, lines.slice(guide.fromLine)).indexOf(false)];
  return (
    <div className="gd-peek">
      <div>
        <h2>
          <span className="gd-number">{lab.steps.indexOf(step) + 1}</span> {step.title}
        </h2>
        {guide.reason === undefined ? null : (
          <p>
            <b>Not yet.</b> {guide.reason}
          </p>
        )}
      </div>
      {next === undefined ? null : (
        <button type="button" className="gd-peek-run" onClick={() => onRun(next)}>
          <code>{next.split("\n")[0]}</code>
          <span className="sr-only">, run it</span>
          <ChevronRight aria-hidden />
        </button>
      )}
    </div>
  );
}
