export type {
  ClockAction,
  ClockRate,
  ClockView,
  Identity,
  KindCounts,
  LineRecord,
  RequestTrace,
  TokenBook,
  TokenChange,
  TokenView,
  World,
} from "./world.ts";
export { applyDelta, emptyWorld } from "./world.ts";
export { ClockProvider, useNowMs } from "./clock/now.tsx";
export type { ClockProviderProps } from "./clock/now.tsx";
export { Glyph, TokenGlyph } from "./glyphs/Glyph.tsx";
export type { GlyphBody, GlyphProps, TokenGlyphProps } from "./glyphs/Glyph.tsx";
export { IdentityStrip } from "./identity/Panel.tsx";
export type { IdentityStripProps } from "./identity/Panel.tsx";
export { TokensPanel } from "./tokens/Panel.tsx";
export type { TokensPanelProps } from "./tokens/Panel.tsx";
export { AccessorsPanel } from "./accessors/Panel.tsx";
export type { AccessorsPanelProps } from "./accessors/Panel.tsx";
export { TreePanel } from "./tree/Panel.tsx";
export type { TreePanelProps } from "./tree/Panel.tsx";
export { ClockBar } from "./clock/Panel.tsx";
export type { ClockBarProps } from "./clock/Panel.tsx";
export type { RuleGroup } from "./clock/select.ts";
export { StoragePanel } from "./storage/Panel.tsx";
export type { StoragePanelProps } from "./storage/Panel.tsx";
