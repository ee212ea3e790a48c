import { ExternalLink, X } from "lucide-react";
import { Suspense, useEffect, useMemo } from "react";
import { IconButton } from "../controls/IconButton.tsx";
import { currentStep } from "../../labs/index.ts";
import { IdentityStrip } from "../../panels/index.ts";
import { Mark } from "../header/Mark.tsx";
import { GUIDE_PX } from "../layout/mode.ts";
import { TerminalPane } from "../layout/TerminalPane.tsx";
import { Time } from "../layout/Time.tsx";
import type { PanelName } from "../panel-names.ts";
import { PRESENT_FONT_PX } from "../settings.ts";
import { useApp, useServices } from "../services-context.ts";
import { PANEL_VIEWS, viewOf } from "../views/registry.ts";
import { captionOf } from "./caption.ts";
import { KeyPresses } from "./KeyPresses.tsx";
import { isProjector, openProjector } from "./projector.ts";
import "./present.css";

/** The page for a projector: the last command and its effect, large; the panel that changed under the light. */
export default function Present() {
  const services = useServices();
  const { store, terminals } = services;
  const world = useApp((state) => state.world);
  const fontPx = useApp((state) => state.terminalFontPx);
  const pinned = useApp((state) => state.presentedPanel);
  const caption = useMemo(() => captionOf(world), [world]);
  const line = world.lines.at(-1);
  useEffect(() => {
    terminals.each((terminal) => terminal.setFontSizePx(Math.max(PRESENT_FONT_PX, fontPx)));
    return () => terminals.each((terminal) => terminal.setFontSizePx(fontPx));
  }, [terminals, fontPx]);
  return (
    <div className={isProjector(location.search) ? "app present is-projector" : "app present"}>
      <header className="present-head">
        <h1>
          <Mark />
          <PresentTitle />
        </h1>
        <div className="present-you" data-pane="identity" tabIndex={-1}>
          <IdentityStrip world={world} form="phone" />
        </div>
        <PanelChoice pinned={pinned} />
        {isProjector(location.search) ? null : (
          <IconButton
            Icon={ExternalLink}
            label="Open a window for the projector"
            title="A second window, which follows this one"
            onClick={() => openProjector(services)}
          />
        )}
        <IconButton
          Icon={X}
          label="Leave present mode"
          title="Leave present mode (Esc, outside the terminal)"
          onClick={() => store.setState({ presenting: false })}
        />
      </header>
      <div className="present-body">
        <div className="present-left">
          <output className="present-command" aria-label="The last command">
            {line === undefined ? null : <LastCommand text={line.text} />}
          </output>
          <div className="present-terminal">
            <TerminalPane bar={false} main />
          </div>
          <KeyPresses />
        </div>
        <Spotlight
          key={`${line?.index ?? -1}`}
          name={pinned ?? caption.spotlight}
          title={caption.title}
          text={caption.text}
        />
      </div>
      <Time faceWidth={GUIDE_PX} />
    </div>
  );
}

/** Word by word: a line breaks between words, never at a hyphen. */
function LastCommand({ text }: { readonly text: string }) {
  return [...`$ ${text}`.matchAll(/\S+\s*/g)].map(({ index, 0: word }) => <span key={index}>{word}</span>);
}

/** Where in the lab the class is. */
function PresentTitle() {
  const guide = useApp((state) => state.guide);
  if (guide.status !== "open") return <span>Glassvault</span>;
  const { lab, progress } = guide;
  const step = currentStep(lab, progress);
  if (step === undefined) return <span>{lab.title}</span>;
  return (
    <span className="present-step">
      <span>
        {lab.steps.indexOf(step) + 1} of {lab.steps.length}
      </span>{" "}
      {step.title}
    </span>
  );
}

/** Which panel is under the light: the one that changed, or always the same. */
function PanelChoice({ pinned }: { readonly pinned: PanelName | undefined }) {
  const { store } = useServices();
  return (
    <label className="present-choice">
      <span className="sr-only">Panel under the light</span>
      <select
        value={pinned ?? ""}
        onChange={(event) =>
          store.setState({ presentedPanel: PANEL_VIEWS.find(({ name }) => name === event.target.value)?.name })
        }
      >
        <option value="">The panel that changed</option>
        {PANEL_VIEWS.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}

interface SpotlightProps {
  readonly name: PanelName;
  readonly title: string;
  readonly text: string;
}

function Spotlight({ name, title, text }: SpotlightProps) {
  const view = viewOf(name) ?? PANEL_VIEWS[0];
  return (
    <section
      className="present-light"
      aria-label={`${view?.title ?? ""}, under the light`}
      data-pane="panels"
      tabIndex={-1}
    >
      <h2>{title}</h2>
      <p>{text}</p>
      <div className="present-panel">
        <Suspense>{view === undefined ? null : <view.View />}</Suspense>
      </div>
    </section>
  );
}
