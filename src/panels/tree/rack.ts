/** The picture of many: table glyphs hung side by side, row under row; who has children heads a rack of its own. */
import { finish, type Work } from "../shared/turns.ts";
import type { Picture, PlacedLine, PlacedVessel } from "./picture.ts";
import type { TreeNode } from "./select.ts";

const MARGIN = 12;
const PITCH = 21;
const ROW = 34;
const INDENT = 22;
/** Deeper racks are not set in further: there must be room to hang something. */
const DEEPEST_INDENT = 9;
const GLYPH_HALF = 8;
const GLYPH_HEIGHT = 20;
const STEM = 6;

/** Lays a forest out in rows that fit `roomWidth`. Every vessel is the 16×20 glyph, placed by its upper left corner. */
export function layOutRack(forest: readonly TreeNode[], roomWidth: number): Picture {
  return finish(hangRack(forest, roomWidth));
}

export function* hangRack(forest: readonly TreeNode[], roomWidth: number): Work<Picture> {
  const rack: Rack = { vessels: [], lines: [], y: MARGIN, right: roomWidth - MARGIN };
  const isStanding = (node: TreeNode) => heads(node) || (node.token.root && node.token.state === "live");
  yield* placeStands(rack, forest.filter(isStanding));
  yield* placeShelves(
    rack,
    forest.filter((node) => !isStanding(node)),
  );
  return { width: roomWidth, height: rack.y + MARGIN, vessels: rack.vessels, lines: rack.lines };
}

interface Rack {
  readonly vessels: PlacedVessel[];
  readonly lines: PlacedLine[];
  readonly right: number;
  y: number;
}

/** Who has something below it, seen or folded in. */
function heads({ children, foldedIn }: TreeNode): boolean {
  return children.length > 0 || foldedIn > 0;
}

/** A head that is placed already, and the arms that reach from its pole so far. */
interface Placed {
  readonly node: TreeNode;
  readonly depth: number;
  readonly headY: number;
  lastArmY: number;
}

/** Without recursion: a chain of tokens may be as deep as there are tokens. A head's pole is drawn when all below it is placed. */
function* placeStands(rack: Rack, standing: readonly TreeNode[]): Work<void> {
  type Task = { readonly head: TreeNode; readonly parent: Placed | undefined } | { readonly pole: Placed };
  const tasks: Task[] = standing.toReversed().map((head) => ({ head, parent: undefined }));
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    if ("pole" in task) {
      placePole(rack, task.pole);
      continue;
    }
    const placed = yield* placeHead(rack, task.head, task.parent);
    tasks.push({ pole: placed });
    for (const head of task.head.children.filter(heads).toReversed()) tasks.push({ head, parent: placed });
  }
}

function leftOf(depth: number): number {
  return MARGIN + Math.min(depth, DEEPEST_INDENT) * INDENT;
}

function* placeHead(rack: Rack, node: TreeNode, parent: Placed | undefined): Work<Placed> {
  const { key } = node.token;
  const depth = parent === undefined ? 0 : parent.depth + 1;
  const left = leftOf(depth);
  const headY = rack.y;
  const poleX = left + GLYPH_HALF;
  const placed: Placed = { node, depth, headY, lastArmY: headY };
  if (parent !== undefined) {
    parent.lastArmY = headY + GLYPH_HEIGHT / 2;
    const from = Math.min(leftOf(parent.depth) + GLYPH_HALF, left);
    rack.lines.push(lineAt(`arm-to-${key}`, "arm", `M${from} ${parent.lastArmY}H${left}`, headY, headY + GLYPH_HEIGHT));
  }
  rack.vessels.push({ node, form: "glyph", x: left, y: headY, labelY: undefined });
  const leaves = node.children.filter((child) => !heads(child));
  for (const row of rowsOf(leaves, rack.right - left - INDENT)) {
    const armY = rack.y + STEM;
    placed.lastArmY = armY;
    const end = left + INDENT + row.length * PITCH;
    const from = armY === headY + STEM ? poleX + GLYPH_HALF : poleX;
    rack.lines.push(lineAt(`arm-${key}-${armY}`, "arm", `M${from} ${armY}H${end}`, armY, armY));
    row.forEach((leaf, index) => {
      const x = left + INDENT + index * PITCH;
      rack.vessels.push({ node: leaf, form: "glyph", x, y: armY + STEM, labelY: undefined });
      rack.lines.push(stemOf(leaf, x + GLYPH_HALF, armY));
    });
    rack.y += ROW;
    yield;
  }
  if (leaves.length === 0) rack.y += ROW - STEM;
  return placed;
}

function placePole(rack: Rack, { node, depth, headY, lastArmY }: Placed): void {
  if (lastArmY <= headY + GLYPH_HEIGHT) return;
  const path = `M${leftOf(depth) + GLYPH_HALF} ${headY + GLYPH_HEIGHT - 1}V${lastArmY}`;
  rack.lines.push(lineAt(`pole-${node.token.key}`, "arm", path, headY, lastArmY));
}

function stemOf({ token }: TreeNode, x: number, armY: number): PlacedLine {
  const kind = token.state === "revoked" ? "cut" : token.type === "batch" ? "sealed" : "stem";
  return lineAt(`stem-${token.key}`, kind, `M${x} ${armY + 1}v${STEM + 1}`, armY, armY + STEM + 2);
}

function* placeShelves(rack: Rack, alone: readonly TreeNode[]): Work<void> {
  for (const row of rowsOf(alone, rack.right - MARGIN)) {
    row.forEach((node, index) => {
      rack.vessels.push({ node, form: "glyph", x: MARGIN + index * PITCH, y: rack.y, labelY: undefined });
    });
    const shelfY = rack.y + GLYPH_HEIGHT;
    rack.lines.push(lineAt(`shelf-${shelfY}`, "shelf", `M${MARGIN} ${shelfY}H${rack.right}`, shelfY, shelfY));
    rack.y += ROW;
    yield;
  }
}

function lineAt(key: string, kind: PlacedLine["kind"], path: string, top: number, bottom: number): PlacedLine {
  return { key, kind, path, top, bottom };
}

function rowsOf(nodes: readonly TreeNode[], width: number): readonly (readonly TreeNode[])[] {
  const perRow = Math.max(1, Math.floor(width / PITCH));
  return Array.from({ length: Math.ceil(nodes.length / perRow) }, (_, row) =>
    nodes.slice(row * perRow, (row + 1) * perRow),
  );
}
