import { Search, X } from "lucide-react";
import { Glyph } from "../glyphs/Glyph.tsx";
import { grouped } from "../shared/format.ts";
import { TextField } from "../shared/TextField.tsx";
import type { KindCounts } from "../world.ts";
import type { Chip } from "./select.ts";

const CHIPS: readonly { readonly chip: Chip; readonly title: string }[] = [
  { chip: "root", title: "Root" },
  { chip: "service", title: "Service" },
  { chip: "batch", title: "Batch" },
  { chip: "orphan", title: "Orphan" },
  { chip: "expired", title: "Expired" },
  { chip: "revoked", title: "Revoked" },
];

export interface ChipsProps {
  readonly counts: KindCounts;
  readonly pressed: ReadonlySet<Chip>;
  readonly onToggle: (chip: Chip) => void;
}

/** The legend, which filters: what each glyph means and how many there are. */
export function Chips({ counts, pressed, onToggle }: ChipsProps) {
  return (
    <fieldset className="tk-chips" aria-label="Show only">
      {CHIPS.map(({ chip, title }) => (
        <button
          key={chip}
          type="button"
          className="tk-chip"
          aria-pressed={pressed.has(chip)}
          onClick={() => onToggle(chip)}
        >
          <Glyph body={chip} size="chip" />
          {title} <b>{grouped(counts[chip])}</b>
        </button>
      ))}
    </fieldset>
  );
}

export interface FilterFieldProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onClose: () => void;
}

/** The words that rows must hold. Escape clears and closes it. */
export function FilterField({ text, onText, onClose }: FilterFieldProps) {
  return (
    <TextField
      label="Filter tokens"
      placeholder="token, variable, policy, accessor, path"
      icon={Search}
      takesFocus
      text={text}
      onText={onText}
      onEscape={onClose}
    >
      <button type="button" className="pn-btn" aria-label="Close the filter" onClick={onClose}>
        <X size={14} strokeWidth={1.5} aria-hidden="true" />
      </button>
    </TextField>
  );
}
