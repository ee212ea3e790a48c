import type { ITheme } from "@xterm/xterm";

/** What the page's custom properties say about the terminal's look. */
export interface Look {
  readonly theme: ITheme;
  readonly fontFamily: string;
  readonly fontSizePx: number;
  readonly rowHeightPx: number;
}

/** Reads the look from the custom properties that hold at `element`. */
export function readLook(element: HTMLElement, fontSizePx: number | undefined): Look {
  const probe = element.ownerDocument.createElement("span");
  probe.hidden = true;
  element.append(probe);
  try {
    const style = getComputedStyle(probe);
    const colour = (expression: string, fallback: string): string => {
      // A property holds `light-dark(…)`; what it comes to is known once an element has it as a colour.
      probe.style.color = fallback;
      probe.style.color = expression;
      return toHex(style.color) ?? fallback;
    };
    const ink = colour("var(--ink)", "#eaf2ef");
    const size = fontSizePx ?? lengthPx(probe, style, "var(--text-sm)", 13);
    const ratio = lengthPx(probe, style, "var(--row-terminal)", 18) / lengthPx(probe, style, "var(--text-sm)", 13);
    const family = style.getPropertyValue("--font-mono").trim();
    return {
      theme: themeOf(colour, ink),
      fontFamily: family === "" ? "monospace" : family,
      fontSizePx: size,
      rowHeightPx: Math.round(size * ratio),
    };
  } finally {
    probe.remove();
  }
}

function themeOf(colour: (expression: string, fallback: string) => string, ink: string): ITheme {
  const text = colour("var(--ink-2)", "#becbc5");
  const dim = colour("var(--ink-3)", "#a1afa9");
  const well = colour("var(--well)", "#101a16");
  const red = colour("var(--ansi-bright-red)", "#ff8f80");
  const yellow = colour("var(--ansi-bright-yellow)", "#f0e08c");
  const green = colour("var(--edge)", "#8cd6ba");
  const blue = colour("var(--service)", "#62d9f3");
  const magenta = colour("var(--orphan)", "#d08be2");
  const score = colour("var(--score-strong)", "#7a8b84");
  return {
    foreground: text,
    background: well,
    cursor: ink,
    cursorAccent: well,
    selectionBackground: `${ink}3d`,
    selectionInactiveBackground: `${ink}29`,
    scrollbarSliderBackground: `${score}66`,
    scrollbarSliderHoverBackground: `${score}99`,
    scrollbarSliderActiveBackground: score,
    black: well,
    red,
    green,
    yellow,
    blue,
    magenta,
    cyan: blue,
    white: text,
    brightBlack: dim,
    brightRed: red,
    brightGreen: green,
    brightYellow: yellow,
    brightBlue: blue,
    brightMagenta: magenta,
    brightCyan: blue,
    brightWhite: ink,
  };
}

function lengthPx(probe: HTMLElement, style: CSSStyleDeclaration, expression: string, fallback: number): number {
  probe.style.fontSize = `${fallback}px`;
  probe.style.fontSize = expression;
  const size = Number.parseFloat(style.fontSize);
  return Number.isFinite(size) && size > 0 ? size : fallback;
}

/** xterm.js wants `#rrggbb`. */
function toHex(colour: string): string | undefined {
  const match = /^rgba?\((\d+),\s*(\d+),\s*(\d+)/.exec(colour);
  if (match === null) return undefined;
  const digits = match.slice(1, 4).map((channel) => Number(channel).toString(16).padStart(2, "0"));
  return `#${digits.join("")}`;
}
