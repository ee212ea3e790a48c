import type { LucideIcon } from "lucide-react";
import { useId } from "react";
import type { ReactNode } from "react";
import "./panel.css";

export interface TextFieldProps {
  /** For screen readers; what is looked at is the placeholder. */
  readonly label: string;
  readonly placeholder: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly icon?: LucideIcon;
  readonly onEnter?: () => void;
  /** Without it Escape clears the field. */
  readonly onEscape?: () => void;
  /** It was asked for: the reader goes on typing in it. */
  readonly takesFocus?: boolean;
  readonly className?: string;
  /** What stands behind the text. */
  readonly children?: ReactNode;
}

/** A line to type in, with what belongs to it. */
export function TextField(props: TextFieldProps) {
  const { label, placeholder, text, onText, icon: Icon, onEnter, takesFocus, className = "pn-field", children } = props;
  const { onEscape = () => onText("") } = props;
  const id = useId();
  return (
    <div className={className}>
      {Icon ? <Icon size={14} strokeWidth={1.5} aria-hidden="true" /> : null}
      <label className="pn-sr" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        ref={takesFocus === true ? focusIt : null}
        type="text"
        value={text}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") onEnter?.();
          if (event.key === "Escape") onEscape();
        }}
      />
      {children}
    </div>
  );
}

function focusIt(input: HTMLInputElement | null): void {
  input?.focus();
}
