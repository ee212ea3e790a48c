import { Fragment } from "react";
import { useApp, useServices } from "../services-context.ts";
import { Sheet } from "./Sheet.tsx";

const GROUPS: readonly {
  readonly title: string;
  readonly keys: readonly (readonly [keys: readonly string[], what: string])[];
}[] = [
  {
    title: "Anywhere",
    keys: [
      [["F6", "Shift-F6"], "The next pane, the pane before"],
      [["?"], "This sheet (outside the terminal)"],
      [["Esc"], "Closes what is open"],
    ],
  },
  {
    title: "In the terminal",
    keys: [
      [["Tab"], "Completes commands, flags, paths, policies and files; twice lists them"],
      [["↑", "↓"], "The lines typed before"],
      [["Ctrl-R"], "Searches them"],
      [["→"], "Takes the suggested command"],
      [["Ctrl-C"], "Stops what runs, or drops the line"],
      [["Ctrl-A", "Ctrl-E"], "Start and end of the line"],
      [["Alt-B", "Alt-F"], "A word back, a word on"],
      [["Ctrl-W", "Alt-D", "Ctrl-U", "Ctrl-K"], "Cut a word back, a word on, to the start, to the end"],
      [["Ctrl-Y"], "Puts back what was cut"],
      [["Ctrl-L"], "Clears the screen"],
      [["Ctrl-Shift-C", "Ctrl-Shift-V"], "Copy and paste"],
      [["Ctrl-Shift-F"], "Searches the scrollback"],
      [["F2"], "To the last “Why?”; Esc goes back to the prompt"],
      [["Ctrl-click"], "Inspects a token or an accessor; a plain click types it"],
    ],
  },
  {
    title: "In tables, trees and tabs",
    keys: [
      [["↑", "↓", "←", "→"], "Moves"],
      [["Home", "End"], "The first, the last"],
      [["Enter"], "Picks a token; again, or a second click, looks into it"],
    ],
  },
];

export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Sheet title="Keyboard" onClose={onClose}>
      {GROUPS.map(({ title, keys }) => (
        <Fragment key={title}>
          <h3>{title}</h3>
          <dl>
            {keys.map(([names, what]) => (
              <Fragment key={what}>
                <dt>
                  {names.map((name, index) => (
                    <Fragment key={name}>
                      {index > 0 ? " " : null}
                      <kbd>{name}</kbd>
                    </Fragment>
                  ))}
                </dt>
                <dd>{what}</dd>
              </Fragment>
            ))}
          </dl>
        </Fragment>
      ))}
      <Explains />
      <ScreenReaderMode />
    </Sheet>
  );
}

function Explains() {
  const { store } = useServices();
  const on = useApp((state) => state.explains);
  return (
    <>
      <h3>Why?</h3>
      <label className="sheet-choice">
        <input type="checkbox" checked={on} onChange={(event) => store.setState({ explains: event.target.checked })} />
        Say why under what is refused, capped or ignored
      </label>
    </>
  );
}

/** For those who hear the terminal: its rows become text that a screen reader follows. */
function ScreenReaderMode() {
  const { store } = useServices();
  const on = useApp((state) => state.screenReader);
  return (
    <>
      <h3>Screen reader</h3>
      <label className="sheet-choice">
        <input
          type="checkbox"
          checked={on}
          onChange={(event) => store.setState({ screenReader: event.target.checked })}
        />
        Screen reader mode: what the terminal prints is spoken
      </label>
    </>
  );
}
