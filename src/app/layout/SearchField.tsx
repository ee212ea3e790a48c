import { ChevronDown, ChevronUp, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { IconButton } from "../controls/IconButton.tsx";
import { useServices } from "../services-context.ts";

/** Looks for text in the terminal in front. */
export function SearchField() {
  const { store, terminal } = useServices();
  const [text, setText] = useState("");
  const [found, setFound] = useState(true);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const search = async (direction: "next" | "previous", wanted = text) =>
    setFound((await terminal()?.search(wanted, direction)) !== false);
  const close = () => {
    void terminal()?.search("", "next");
    store.setState({ searching: false });
    terminal()?.focus();
  };
  return (
    <search>
      {" "}
      <form
        className="search-field"
        onSubmit={(event) => {
          event.preventDefault();
          void search("previous");
        }}
      >
        <input
          ref={input}
          aria-label="Search the terminal"
          aria-invalid={!found && text !== ""}
          value={text}
          placeholder="Search"
          onChange={(event) => {
            setText(event.target.value);
            void search("previous", event.target.value);
          }}
          onKeyDown={(event) => event.key === "Escape" && close()}
        />
        <output className="sr-only">{found || text === "" ? "" : "Nothing found"}</output>
        <IconButton Icon={ChevronUp} type="submit" label="Previous match" />
        <IconButton Icon={ChevronDown} label="Next match" onClick={() => void search("next")} />
        <IconButton Icon={X} label="Close the search" onClick={close} />
      </form>
    </search>
  );
}
