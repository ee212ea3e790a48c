/** A clean picture of the session: the terminal as it stands, who you are, and the tree, as an SVG that needs nothing else. */
import monoUrl from "../fonts/atkinson-mono.woff2?url";
import uiUrl from "../fonts/atkinson-next.woff2?url";
import type { ScreenRun } from "../../terminal/index.ts";

export interface PictureParts {
  readonly rows: readonly (readonly ScreenRun[])[];
  readonly columns: number;
  readonly title: string;
  /** The drawn tree, where there is one on the page. */
  readonly tree: SVGSVGElement | undefined;
  readonly colours: { readonly background: string; readonly ink: string; readonly dim: string; readonly pane: string };
}

const CELL = { width: 7.8, height: 18 } as const;
const MARGIN = 24;
const HEAD = 44;
const TREE_WIDTH = 520;
/** Rows below the last that holds something are left out, but for the tree's sake. */
const LEAST_ROWS = 20;

/** Draws the picture. Fonts are put into it, so that it looks the same everywhere. */
export async function drawPicture(parts: PictureParts): Promise<{ svg: string; width: number; height: number }> {
  const { columns, title, tree, colours } = parts;
  const rows = parts.rows.slice(0, Math.max(LEAST_ROWS, parts.rows.findLastIndex((runs) => runs.length > 0) + 1));
  const textWidth = columns * CELL.width + 2 * MARGIN;
  const width = Math.ceil(textWidth + (tree === undefined ? 0 : TREE_WIDTH));
  const height = Math.ceil(HEAD + rows.length * CELL.height + 2 * MARGIN);
  const lines = rows.flatMap((runs, row) =>
    runs.map((run) => {
      const weight = run.bold ? ' font-weight="650"' : "";
      const x = (MARGIN + run.column * CELL.width).toFixed(1);
      const y = HEAD + MARGIN + (row + 0.75) * CELL.height;
      const length = (run.columns * CELL.width).toFixed(1);
      return `<text x="${x}" y="${y}" fill="${run.colour}"${weight} textLength="${length}">${escapeXml(run.text)}</text>`;
    }),
  );
  const [mono, ui] = await Promise.all([dataUrl(monoUrl), dataUrl(uiUrl)]);
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<style>@font-face{font-family:"GV Mono";src:url(${mono}) format("woff2");font-weight:200 800}`,
    `@font-face{font-family:"GV";src:url(${ui}) format("woff2");font-weight:200 800}`,
    `.m{font:13px "GV Mono",monospace}.m text{white-space:pre}.u{font:600 17px "GV",sans-serif}</style>`,
    `<rect width="${width}" height="${height}" fill="${colours.background}"/>`,
    `<rect x="${textWidth}" width="${width - textWidth}" height="${height}" fill="${colours.pane}"/>`,
    `<text class="u" x="${MARGIN}" y="30" fill="${colours.ink}">${escapeXml(title)}</text>`,
    `<g class="m" xml:space="preserve">${lines.join("")}</g>`,
    tree === undefined ? "" : placedTree(tree, { x: textWidth, width: TREE_WIDTH, height }),
    `</svg>`,
  ].join("");
  return { svg, width, height };
}

/** The same as pixels, twice as many as the picture has points. */
export async function toPng(svg: string, width: number, height: number): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * 2;
  canvas.height = height * 2;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error("The browser made no picture of it."));
      else resolve(blob);
    }, "image/png");
  });
}

interface Place {
  readonly x: number;
  readonly width: number;
  readonly height: number;
}

const COPIED = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "opacity",
  "transform",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
] as const;

/** The tree with the look that the page's styles give it written into it, fitted into its place. */
function placedTree(tree: SVGSVGElement, { x, width, height }: Place): string {
  const copy = tree.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) return "";
  const originals = tree.querySelectorAll("*");
  copy.querySelectorAll("*").forEach((element, index) => {
    const original = originals[index];
    if (original === undefined) return;
    const style = getComputedStyle(original);
    for (const name of ["class", "role", "tabindex", "style"]) element.removeAttribute(name);
    // As attributes: the page's policy takes no text for a style, and every program that draws SVG reads them.
    for (const name of COPIED) {
      const value = style.getPropertyValue(name);
      if (value !== "" && !(name === "transform" && value === "none")) element.setAttribute(name, value);
    }
  });
  copy.setAttribute("x", String(x + MARGIN));
  copy.setAttribute("y", String(HEAD + MARGIN));
  copy.setAttribute("width", String(width - 2 * MARGIN));
  copy.setAttribute("height", String(height - HEAD - 2 * MARGIN));
  copy.setAttribute("preserveAspectRatio", "xMidYMin meet");
  return new XMLSerializer().serializeToString(copy);
}

async function dataUrl(url: string): Promise<string> {
  const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return `data:font/woff2;base64,${btoa(text)}`;
}

function escapeXml(text: string): string {
  // What XML cannot hold was never on the screen as such.
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "�");
}
