import { Minus, Plus, Search } from "lucide-react";
import { useId } from "react";

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
  const id = useId();
  return (
    <div className="tr-search">
      <Search size={14} strokeWidth={1.5} aria-hidden="true" />
      <label className="pn-sr" htmlFor={id}>
        Find in the tree
      </label>
      <input
        id={id}
        type="text"
        value={text}
        placeholder="find a token, variable, policy, accessor"
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") onNext();
          if (event.key === "Escape") onText("");
        }}
      />
      <output>{result}</output>
    </div>
  );
}
