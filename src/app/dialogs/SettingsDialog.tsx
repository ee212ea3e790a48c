import { isArranged, LAYOUT_PRESETS } from "../layout/presets.ts";
import { useApp, useServices } from "../services-context.ts";
import { clampFontPx, TERMINAL_FONT_PX, type Motion, type Theme } from "../settings.ts";
import { Sheet } from "./Sheet.tsx";
import "./settings.css";

const THEMES: readonly (readonly [Theme, string])[] = [
  ["system", "As the system"],
  ["light", "Light"],
  ["dark", "Dark"],
];
const MOTIONS: readonly (readonly [Motion, string])[] = [
  ["system", "As the system"],
  ["reduced", "Reduced"],
];

/** How the page looks and stands, in one place. */
export default function SettingsDialog({ onClose }: { readonly onClose: () => void }) {
  const { store } = useServices();
  const theme = useApp((state) => state.theme);
  const motion = useApp((state) => state.motion);
  return (
    <Sheet title="Settings" onClose={onClose}>
      <Choice title="Theme" options={THEMES} chosen={theme} onChoose={(next) => store.setState({ theme: next })} />
      <Choice title="Motion" options={MOTIONS} chosen={motion} onChoose={(next) => store.setState({ motion: next })} />
      <FontSize />
      <Layout />
      <Explains />
      <ScreenReaderMode />
    </Sheet>
  );
}

interface ChoiceProps<Value extends string> {
  readonly title: string;
  readonly options: readonly (readonly [Value, string])[];
  readonly chosen: Value;
  readonly onChoose: (value: Value) => void;
}

function Choice<Value extends string>({ title, options, chosen, onChoose }: ChoiceProps<Value>) {
  return (
    <fieldset className="settings-choice">
      <legend>{title}</legend>
      {options.map(([value, name]) => (
        <label key={value}>
          <input type="radio" name={title} checked={chosen === value} onChange={() => onChoose(value)} />
          {name}
        </label>
      ))}
    </fieldset>
  );
}

function FontSize() {
  const { store } = useServices();
  const px = useApp((state) => state.terminalFontPx);
  const { least, most } = TERMINAL_FONT_PX;
  return (
    <label className="settings-range">
      <span>Letters in the terminal</span>
      <input
        type="range"
        min={least}
        max={most}
        value={px}
        onChange={(event) => store.setState({ terminalFontPx: clampFontPx(event.target.valueAsNumber) })}
      />
      <output>{px} px</output>
    </label>
  );
}

function Layout() {
  const { store } = useServices();
  const guideShown = useApp((state) => state.guideShown);
  const panelsShown = useApp((state) => state.panelsShown);
  const docked = useApp((state) => state.docked);
  const enlarged = useApp((state) => state.enlarged);
  const arranged = { guideShown, panelsShown, docked, enlarged };
  return (
    <fieldset className="settings-layout">
      <legend>Layout</legend>
      <div className="settings-presets">
        {LAYOUT_PRESETS.map((preset) => (
          <button
            key={preset.name}
            type="button"
            className="text-button"
            title={preset.about}
            aria-pressed={isArranged(arranged, preset)}
            onClick={() => store.setState(preset.state)}
          >
            {preset.title}
          </button>
        ))}
      </div>
      <label className="sheet-choice">
        <input
          type="checkbox"
          checked={guideShown}
          onChange={(event) => store.setState({ guideShown: event.target.checked })}
        />
        Guide
      </label>
      <label className="sheet-choice">
        <input
          type="checkbox"
          checked={panelsShown}
          onChange={(event) => store.setState({ panelsShown: event.target.checked })}
        />
        Panels
      </label>
    </fieldset>
  );
}

function Explains() {
  const { store } = useServices();
  const on = useApp((state) => state.explains);
  return (
    <label className="sheet-choice">
      <input type="checkbox" checked={on} onChange={(event) => store.setState({ explains: event.target.checked })} />
      Why? Say under what is refused, capped or ignored what decided
    </label>
  );
}

/** For those who hear the terminal: its rows become text that a screen reader follows. */
function ScreenReaderMode() {
  const { store } = useServices();
  const on = useApp((state) => state.screenReader);
  return (
    <label className="sheet-choice">
      <input
        type="checkbox"
        checked={on}
        onChange={(event) => store.setState({ screenReader: event.target.checked })}
      />
      Screen reader mode: what the terminal prints is spoken
    </label>
  );
}
