import { Minus, Plus, Search } from "lucide-react";
import { TextField } from "../shared/TextField.tsx";

const ZOOMS = [0.5, 0.75, 1, 1.5, 2, 3] as const;

/** Smaller and larger. */
export function ZoomButtons({ zoom, onZoom }: { readonly zoom: number; readonly onZoom: (zoom: number) => void }) {
  const smaller = ZOOMS.findLast((step) => step < zoom);
  const larger = ZOOMS.find((step) => step > zoom);
  return (
    <>
      <button
        type="button"
        className="pn-btn"
        aria-label="Draw the tree smaller"
        title="Smaller"
        disabled={smaller === undefined}
        onClick={() => onZoom(smaller ?? zoom)}
      >
        <Minus size={16} strokeWidth={1.5} aria-hidden="true" />
      </button>
      <button
        type="button"
        className="pn-btn"
        aria-label="Draw the tree larger"
        title="Larger"
        disabled={larger === undefined}
        onClick={() => onZoom(larger ?? zoom)}
      >
        <Plus size={16} strokeWidth={1.5} aria-hidden="true" />
      </button>
    </>
  );
}

interface SearchFieldProps {
  readonly text: string;
  /** "2 of 7". */
  readonly result: string;
  readonly onText: (text: string) => void;
  readonly onNext: () => void;
}

/** Finds vessels by words; Enter goes from one to the next. */
export function SearchField({ text, result, onText, onNext }: SearchFieldProps) {
  return (
    <TextField
      label="Find in the tree"
      placeholder="find a token, variable, policy, accessor"
      className="tr-search"
      icon={Search}
      text={text}
      onText={onText}
      onEnter={onNext}
    >
      <output>{result}</output>
    </TextField>
  );
}
