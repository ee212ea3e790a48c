import { Unicode11Addon } from "@xterm/addon-unicode11";

/** How many cells a code point takes: 0 where it joins the one before. */
export type CellWidth = (codePoint: number) => 0 | 1 | 2;

/** The very table that xterm.js lays its cells out by, taken from its add-on. */
export function unicode11Width(): CellWidth {
  let width: CellWidth | undefined;
  const collector = {
    unicode: {
      register: (provider: { wcwidth: CellWidth }): void => {
        width = (codePoint) => provider.wcwidth(codePoint);
      },
    },
  };
  // The add-on asks nothing else of a terminal when it is activated.
  const addon = new Unicode11Addon();
  const activate: unknown = Reflect.get(addon, "activate");
  if (typeof activate === "function") Reflect.apply(activate, addon, [collector]);
  if (width === undefined) throw new Error("The Unicode add-on registered no widths.");
  return width;
}
