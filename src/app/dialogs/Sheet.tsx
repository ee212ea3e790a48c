import { X } from "lucide-react";
import { useLayoutEffect, useRef, type ReactNode } from "react";
import { IconButton } from "../controls/IconButton.tsx";

/** A modal sheet: the platform's own dialog, so Escape, focus and the page behind are as people know them. */
export function Sheet({
  title,
  onClose,
  children,
}: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  // Closed before it leaves the page, it gives the focus back to where it was.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog ref={dialog} className="sheet" aria-labelledby="sheet-title" onClose={onClose}>
      <header>
        <h2 id="sheet-title">{title}</h2>
        <IconButton Icon={X} label="Close" onClick={() => dialog.current?.close()} />
      </header>
      {children}
    </dialog>
  );
}
