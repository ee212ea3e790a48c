/** Where everything in the large picture goes: a stand with an arm for root, vessels that hang, and the shelf below. */
import { hierarchy, tree } from "d3-hierarchy";
import type { HierarchyPointNode } from "d3-hierarchy";
import type { TreeNode } from "./select.ts";

/**
 * stand: on top of a pole, with an arm for its children. hang: from an arm. shelf: on its own foot. fallen: broken, on the shelf.
 * glyph: the small form, its top left corner.
 */
export type VesselForm = "stand" | "hang" | "shelf" | "fallen" | "glyph";

export interface PlacedVessel {
  readonly node: TreeNode;
  readonly form: VesselForm;
  /** Middle of the vessel; and its lip (stand, hang), or the shelf it is on (shelf, fallen). */
  readonly x: number;
  readonly y: number;
  /** Where its label's middle is; undefined where there is no room for labels. */
  readonly labelY: number | undefined;
}

export interface PlacedLine {
  readonly key: string;
  readonly kind: "arm" | "stem" | "sealed" | "cut" | "shelf";
  readonly path: string;
  /** The heights between which it is drawn; absent where the whole picture is always drawn. */
  readonly top?: number;
  readonly bottom?: number;
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly vessels: readonly PlacedVessel[];
  readonly lines: readonly PlacedLine[];
}

const MARGIN = 12;
const ARM_Y = 26;
const STEM = 20;
const LEVEL = 118;
const SHELF_GAP = 20;
const LABEL_BELOW_SHELF = 20;
const BELOW_SHELF = 34;
const STAND_X = 24;
const ARM_OVERHANG = 12;
/** What stands alone keeps its distance from the stands, where there is room. */
const ALONE_GAP = 72;
const LABEL_CHARACTER = 6.7;
const LABEL_GAP = 10;
const CUT_LENGTH = 11;

/** How far below its lip a vessel's label is written, and where the stem to its children begins. */
const LABEL_BELOW = { service: 69, batch: 82 } as const;
const HALF_WIDTH = { service: 33, batch: 27, fallen: 30 } as const;

/** Lays out a forest. `labelOf` only decides how much room is kept. `roomWidth`: the shelf is at least so long. */
export function layOutPicture(
  forest: readonly TreeNode[],
  labelOf: (node: TreeNode) => string,
  roomWidth: number,
): Picture {
  const depth = forest.reduce((deepest, node) => Math.max(deepest, hangingDepth(node)), 1);
  const shelfY = ARM_Y + depth * LEVEL + SHELF_GAP;
  const page: Page = { vessels: [], lines: [], shelfY, labelOf };
  let x = MARGIN;
  for (const node of forest.filter(hasArm)) x = placeStand(page, node, x);
  const alone = forest.filter((node) => !hasArm(node));
  const widths = alone.map((node) => 2 * halfWidth(node, labelOf));
  const aloneWidth = widths.reduce((sum, width) => sum + width, 0);
  const needed = x + aloneWidth + MARGIN;
  const width = Math.max(needed, roomWidth);
  x = Math.min(width - MARGIN - aloneWidth, x + ALONE_GAP);
  alone.forEach((node, index) => {
    const half = (widths[index] ?? 0) / 2;
    placeAlone(page, node, x + half);
    x += 2 * half;
  });
  page.lines.push({ key: "shelf", kind: "shelf", path: `M${MARGIN} ${shelfY}H${width - MARGIN}` });
  return { width: needed, height: shelfY + BELOW_SHELF, vessels: page.vessels, lines: page.lines };
}

interface Page {
  readonly vessels: PlacedVessel[];
  readonly lines: PlacedLine[];
  readonly shelfY: number;
  readonly labelOf: (node: TreeNode) => string;
}

/** Root always has its arm, even before anything hangs there. */
function hasArm(node: TreeNode): boolean {
  return (node.token.root && node.token.state === "live") || node.children.length > 0;
}

/** How many levels hang below a stand. What has fallen needs no level. */
function hangingDepth(node: TreeNode): number {
  const hanging = node.children.filter(({ token }) => token.state !== "revoked");
  return hanging.reduce((deepest, child) => Math.max(deepest, 1 + hangingDepth(child)), 0);
}

function halfWidth(node: TreeNode, labelOf: (node: TreeNode) => string): number {
  const body = node.token.state === "revoked" ? HALF_WIDTH.fallen : HALF_WIDTH[node.token.type];
  return Math.max(body, (labelOf(node).length * LABEL_CHARACTER + LABEL_GAP) / 2);
}

/** Puts a stand with all that hangs from it at `left`; answers with where the next thing may begin. */
function placeStand(page: Page, stand: TreeNode, left: number): number {
  const { vessels, lines, shelfY, labelOf } = page;
  const fallen = stand.token.state === "revoked";
  const poleX = left + STAND_X;
  vessels.push({
    node: stand,
    form: fallen ? "fallen" : "stand",
    x: poleX,
    y: fallen ? shelfY : ARM_Y,
    labelY: shelfY + LABEL_BELOW_SHELF,
  });
  const points = tree<TreeNode>()
    .nodeSize([1, 1])
    .separation((a, b) => halfWidth(a.data, labelOf) + halfWidth(b.data, labelOf))(hierarchy(stand));
  const below = points.descendants().slice(1);
  const leftmost = below.reduce((least, point) => Math.min(least, point.x - halfWidth(point.data, labelOf)), Infinity);
  const shift = below.length === 0 ? 0 : poleX + STAND_X + 8 - leftmost;
  for (const point of below) placeHanging(page, point, shift);
  const tips = (points.children ?? []).map(({ x }) => x + shift);
  const armEnd = tips.length === 0 ? poleX + 2 * STAND_X : Math.max(...tips) + ARM_OVERHANG;
  if (!fallen) {
    lines.push({ key: `arm-${stand.token.key}`, kind: "arm", path: `M${poleX} ${shelfY - 2}V${ARM_Y}H${armEnd}` });
  }
  return below.reduce((most, { x, data }) => Math.max(most, x + shift + halfWidth(data, labelOf)), armEnd);
}

function placeHanging(page: Page, point: HierarchyPointNode<TreeNode>, shift: number): void {
  const { vessels, lines, shelfY } = page;
  const { token } = point.data;
  const x = point.x + shift;
  const armY = ARM_Y + (point.depth - 1) * LEVEL;
  const parentHangs = point.parent !== null && point.parent.data.token.state !== "revoked";
  const key = `stem-${token.key}`;
  if (token.state === "revoked") {
    vessels.push({ node: point.data, form: "fallen", x, y: shelfY, labelY: shelfY + LABEL_BELOW_SHELF });
    if (parentHangs) lines.push({ key, kind: "cut", path: `M${x} ${armY + 1}v${CUT_LENGTH - 1}` });
    return;
  }
  const y = armY + STEM;
  vessels.push({ node: point.data, form: "hang", x, y, labelY: y + LABEL_BELOW[token.type] });
  lines.push({ key, kind: token.type === "batch" ? "sealed" : "stem", path: `M${x} ${armY + 1}V${y}` });
  const tips = (point.children ?? []).map((child) => child.x + shift);
  if (tips.length === 0) return;
  const childArmY = armY + LEVEL;
  const [from, to] = [Math.min(...tips), Math.max(...tips)];
  const bar = from < to ? `M${from - ARM_OVERHANG} ${childArmY}H${to + ARM_OVERHANG}` : "";
  const start = y + LABEL_BELOW[token.type] + 6;
  lines.push({ key: `arm-${token.key}`, kind: "arm", path: `M${x} ${start}V${childArmY}${bar}` });
}

function placeAlone({ vessels, shelfY }: Page, node: TreeNode, x: number): void {
  const form = node.token.state === "revoked" ? "fallen" : "shelf";
  vessels.push({ node, form, x, y: shelfY, labelY: shelfY + LABEL_BELOW_SHELF });
}
