import { Fragment } from "react";
import { Sheet } from "./Sheet.tsx";

const GROUPS: readonly {
  readonly title: string;
  readonly keys: readonly (readonly [keys: readonly string[], what: string])[];
}[] = [
  {
    title: "Anywhere",
    keys: [
      [["F6", "Shift-F6"], "The next pane, the pane before"],
      [["Alt-T"], "A new terminal (on a Mac: Ctrl-⌥-T)"],
      [["Alt-1", "Alt-8"], "The terminal of that number (on a Mac: Ctrl-⌥-1)"],
      [["F2"], "Names a terminal (on its tab)"],
      [["Ctrl-K", "⌘K"], "All commands, panels and tokens by name (in the terminal: Alt-X, or ⌘K)"],
      [["?"], "This sheet (outside the terminal)"],
      [["Esc"], "Closes what is open; from a look at an earlier moment, returns to now"],
      [["Ctrl-Z", "Ctrl-Shift-Z"], "Undo and redo a step (outside the terminal)"],
      [
        ["Ctrl-Alt-Z", "Ctrl-Alt-Shift-Z"],
        "Undo and redo a step, in the terminal too, where undo, redo and reset can be typed",
      ],
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
      [["Ctrl-_"], "Takes back what was typed in the line"],
      [["Ctrl-L"], "Clears the screen"],
      [["Ctrl-Shift-C", "Ctrl-Shift-V"], "Copy and paste"],
      [["Ctrl-Shift-F"], "Searches the scrollback"],
      [["F2"], "To the last “Why?”; Esc goes back to the prompt"],
      [["Ctrl-click"], "Inspects a token or an accessor; a plain click types it"],
    ],
  },
  {
    title: "On the rule of time",
    keys: [
      [["←", "→"], "Looks a step back, a step on"],
      [["Home", "End"], "Looks at the beginning, returns to now"],
      [["Page Down", "Page Up"], "Ten steps back, ten on"],
      [["Shift-click"], "Compares a moment with the one that is shown"],
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

export default function KeysDialog({ onClose }: { readonly onClose: () => void }) {
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
    </Sheet>
  );
}
