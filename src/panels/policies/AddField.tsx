import { Plus } from "lucide-react";
import { useState } from "react";
import { TextField } from "../shared/TextField.tsx";

export interface AddFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly action: string;
  /** False: not taken, so it stays to be mended. */
  readonly onAdd: (text: string) => boolean;
}

/** A field whose text becomes one more of something. */
export function AddField({ label, placeholder, action, onAdd }: AddFieldProps) {
  const [text, setText] = useState("");
  return (
    <form
      className="po-new"
      onSubmit={(event) => {
        event.preventDefault();
        if (onAdd(text.trim())) setText("");
      }}
    >
      <TextField label={label} placeholder={placeholder} text={text} onText={setText}>
        <button type="submit" className="pn-btn" aria-label={action} title={action}>
          <Plus size={14} strokeWidth={1.5} aria-hidden="true" />
        </button>
      </TextField>
    </form>
  );
}
