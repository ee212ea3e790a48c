import { useEffect, useId, useRef, useState } from "react";

interface NameFormProps {
  readonly className: string;
  readonly label: string;
  /** What stands around the field says it already. */
  readonly hidesLabel?: boolean;
  /** As it is now. */
  readonly name: string;
  readonly mostCharacters: number;
  /** Of an empty field. */
  readonly placeholder?: string;
  /** What is done with what is typed. */
  readonly act: (typed: string) => string;
  /** Undefined: it stays as it was. */
  readonly onEnd: (name: string | undefined) => void;
}

/** Asks for a name, and says when it is too long. Escape leaves the field, and nothing that it stands in. */
export function NameForm(props: NameFormProps) {
  const { className, label, hidesLabel = false, name, mostCharacters, placeholder, act, onEnd } = props;
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(name);
  const id = useId();
  const { length } = text.trim();
  const isLong = length > mostCharacters;
  useEffect(() => field.current?.select(), []);
  return (
    <form
      className={`name-form ${className}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isLong) onEnd(text);
      }}
    >
      <label htmlFor={id} className={hidesLabel ? "sr-only" : undefined}>
        {label}
      </label>
      <input
        ref={field}
        id={id}
        value={text}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={isLong}
        aria-describedby={`${id}-said`}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.preventDefault();
          event.stopPropagation();
          onEnd(undefined);
        }}
      />
      <span className="notice-ways">
        <button type="submit" className="text-button" disabled={isLong}>
          {act(text)}
        </button>
        <button type="button" className="text-button" onClick={() => onEnd(undefined)}>
          Leave it
        </button>
      </span>
      <output id={`${id}-said`} className="name-form-said">
        {isLong ? `A name has ${mostCharacters} characters at most; this has ${length}.` : ""}
      </output>
    </form>
  );
}
