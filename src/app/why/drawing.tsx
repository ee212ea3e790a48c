import { useState } from "react";
import { createRoot } from "react-dom/client";
import { selectWhy, WhyNote, type WhyShown } from "../../panels/index.ts";
import type { WhyActions, WhyDrawing } from "../why-notes.ts";

/** Draws what the terminal says why with the page's own means. */
export const whyDrawing: WhyDrawing = {
  select: (line, world) => line.why && selectWhy(line.why, world, line.issued),
  draw: (element, shown, actions) => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") actions.onLeave();
    };
    element.addEventListener("keydown", onKey);
    const root = createRoot(element);
    root.render(<Note shown={shown} actions={actions} />);
    return () => {
      element.removeEventListener("keydown", onKey);
      root.unmount();
    };
  },
};

function Note({ shown, actions }: { readonly shown: WhyShown; readonly actions: WhyActions }) {
  const [dismissed, setDismissed] = useState(false);
  return (
    <WhyNote
      shown={shown}
      dismissed={dismissed}
      onFollow={actions.onFollow}
      onDismiss={() => {
        setDismissed(true);
        actions.onDismiss(true);
      }}
      onRestore={() => {
        setDismissed(false);
        actions.onDismiss(false);
      }}
      onNever={actions.onNever}
    />
  );
}
