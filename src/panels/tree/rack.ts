/** The picture of many: table glyphs hung side by side, row under row; who has children heads a rack of its own. */
import type { Picture, PlacedLine, PlacedVessel } from "./picture.ts";
import type { TreeNode } from "./select.ts";

const MARGIN = 12;
const PITCH = 21;
const ROW = 34;
const INDENT = 22;
const GLYPH_HALF = 8;
const GLYPH_HEIGHT = 20;
const STEM = 6;

/** Lays a forest out in rows that fit `roomWidth`. Every vessel is the 16×20 glyph, placed by its upper left corner. */
export function layOutRack(forest: readonly TreeNode[], roomWidth: number): Picture {
  const rack: Rack = { vessels: [], lines: [], y: MARGIN, right: roomWidth - MARGIN };
  const standing = forest.filter(
    ({ children, token }) => children.length > 0 || (token.root && token.state === "live"),
  );
  const alone = forest.filter((node) => !standing.includes(node));
  for (const node of standing) placeHead(rack, node, MARGIN);
  placeShelves(rack, alone);
  return { width: roomWidth, height: rack.y + MARGIN, vessels: rack.vessels, lines: rack.lines };
}

interface Rack {
  readonly vessels: PlacedVessel[];
  readonly lines: PlacedLine[];
  readonly right: number;
  y: number;
}

function placeHead(rack: Rack, node: TreeNode, left: number): void {
  const { key } = node.token;
  const [headX, headY] = [left, rack.y];
  rack.vessels.push({ node, form: "glyph", x: headX, y: headY, labelY: undefined });
  const leaves = node.children.filter(({ children }) => children.length === 0);
  const heads = node.children.filter(({ children }) => children.length > 0);
  const poleX = headX + GLYPH_HALF;
  let lastArmY = headY;
  for (const row of rowsOf(leaves, rack.right - left - INDENT)) {
    const armY = rack.y + STEM;
    lastArmY = armY;
    const end = left + INDENT + row.length * PITCH;
    const from = armY === headY + STEM ? poleX + GLYPH_HALF : poleX;
    rack.lines.push({ key: `arm-${key}-${armY}`, kind: "arm", path: `M${from} ${armY}H${end}` });
    row.forEach((leaf, index) => {
      const x = left + INDENT + index * PITCH;
      rack.vessels.push({ node: leaf, form: "glyph", x, y: armY + STEM, labelY: undefined });
      rack.lines.push(stemOf(leaf, x + GLYPH_HALF, armY));
    });
    rack.y += ROW;
  }
  if (leaves.length === 0) rack.y += ROW - STEM;
  for (const child of heads) {
    lastArmY = rack.y + GLYPH_HEIGHT / 2;
    rack.lines.push({ key: `arm-to-${child.token.key}`, kind: "arm", path: `M${poleX} ${lastArmY}H${left + INDENT}` });
    placeHead(rack, child, left + INDENT);
  }
  if (lastArmY > headY + GLYPH_HEIGHT) {
    rack.lines.push({ key: `pole-${key}`, kind: "arm", path: `M${poleX} ${headY + GLYPH_HEIGHT - 1}V${lastArmY}` });
  }
}

function stemOf({ token }: TreeNode, x: number, armY: number): PlacedLine {
  const kind = token.state === "revoked" ? "cut" : token.type === "batch" ? "sealed" : "stem";
  return { key: `stem-${token.key}`, kind, path: `M${x} ${armY + 1}v${STEM + 1}` };
}

function placeShelves(rack: Rack, alone: readonly TreeNode[]): void {
  for (const row of rowsOf(alone, rack.right - MARGIN)) {
    row.forEach((node, index) => {
      rack.vessels.push({ node, form: "glyph", x: MARGIN + index * PITCH, y: rack.y, labelY: undefined });
    });
    const shelfY = rack.y + GLYPH_HEIGHT;
    rack.lines.push({ key: `shelf-${shelfY}`, kind: "shelf", path: `M${MARGIN} ${shelfY}H${rack.right}` });
    rack.y += ROW;
  }
}

function rowsOf(nodes: readonly TreeNode[], width: number): readonly (readonly TreeNode[])[] {
  const perRow = Math.max(1, Math.floor(width / PITCH));
  return Array.from({ length: Math.ceil(nodes.length / perRow) }, (_, row) =>
    nodes.slice(row * perRow, (row + 1) * perRow),
  );
}
