/** The colours as people see them: told apart whatever the eye, and strong enough on every surface. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("tokens.css", import.meta.url), "utf8");

type Colour = readonly [red: number, green: number, blue: number];
type Theme = "light" | "dark";
const THEMES: readonly Theme[] = ["light", "dark"];
const KINDS = ["root", "service", "batch", "orphan", "expired", "revoked"] as const;
const SURFACES = ["bench", "pane", "well", "raised"] as const;
const INKS = ["ink", "ink-2", "ink-3", "edge", "ansi-bright-red", "ansi-bright-yellow"] as const;

/** A custom property that is `light-dark(#…, #…)`, as linear light from 0 to 1. */
function token(name: string, theme: Theme): Colour {
  const found = new RegExp(`--${name}: light-dark\\(#([0-9a-f]{6}), #([0-9a-f]{6})\\)`).exec(css);
  const hex = found?.[theme === "light" ? 1 : 2];
  if (hex === undefined) throw new Error(`no colour --${name}`);
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) =>
    linear(Number.parseInt(hex.slice(at, at + 2), 16) / 255),
  );
  return [red, green, blue];
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

function times(matrix: readonly Colour[], [x, y, z]: Colour): Colour {
  const [first = 0, second = 0, third = 0] = matrix.map(([a, b, c]) => a * x + b * y + c * z);
  return [first, second, third];
}

function contrast(a: Colour, b: Colour): number {
  const luminance = ([red, green, blue]: Colour): number => 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((one, other) => other - one);
  return (high + 0.05) / (low + 0.05);
}

/** OKLab of linear light. */
function lab(colour: Colour): Colour {
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    colour,
  );
  const [long, middle, short] = cones.map(Math.cbrt);
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    [long ?? 0, middle ?? 0, short ?? 0],
  );
}

/** Distance in OKLab, times 100. */
function difference(a: Colour, b: Colour): number {
  const [one, other] = [lab(a), lab(b)];
  return 100 * Math.hypot(...one.map((value, at) => value - (other[at] ?? 0)));
}

/** What an eye without one kind of cone sees of linear light (Machado, Oliveira and Fernandes 2009, severity 1). */
const EYES: Readonly<Record<string, readonly Colour[]>> = {
  "with all cones": [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function seenBy(eye: string, colour: Colour): Colour {
  const [red, green, blue] = times(EYES[eye] ?? [], colour).map((channel) => Math.min(1, Math.max(0, channel)));
  return [red ?? 0, green ?? 0, blue ?? 0];
}

/** Four times what is just noticed side by side; and shapes tell the kinds apart first. */
const LEAST_DIFFERENCE = 8;

describe.each(THEMES)("%s", (theme) => {
  test.each(Object.keys(EYES))("every two kinds look different to an eye of %s", (eye) => {
    const pairs = KINDS.flatMap((one, at) => KINDS.slice(at + 1).map((other) => [one, other] as const));
    const near = pairs
      .map(([one, other]) => ({
        pair: `${one} ${other}`,
        by: difference(seenBy(eye, token(one, theme)), seenBy(eye, token(other, theme))),
      }))
      .filter(({ by }) => by < LEAST_DIFFERENCE);
    expect(near).toEqual([]);
  });

  test.each(SURFACES)("kinds and inks are read as text on --%s, borders of controls are seen", (surface) => {
    const ground = token(surface, theme);
    const weak = [...KINDS, ...INKS].filter((name) => contrast(token(name, theme), ground) < 4.5);
    expect(weak).toEqual([]);
    expect(contrast(token("score-strong", theme), ground)).toBeGreaterThan(3);
  });
});

test("every kind has a glyph of its own shape: nothing hangs on colour", () => {
  const source = readFileSync(new URL("../../panels/glyphs/Glyph.tsx", import.meta.url), "utf8");
  const bodies = source.slice(source.indexOf("const BODIES"));
  const shapes = KINDS.map((kind) => {
    const drawn = new RegExp(`\\n  ${kind}: \\(([^]*?)\\n  \\),`).exec(bodies)?.[1] ?? "";
    return [...drawn.matchAll(/ (?:d|cx|x)="[^"]+"/g)].join();
  });
  expect(shapes).not.toContain("");
  expect(new Set(shapes).size).toBe(KINDS.length);
});
