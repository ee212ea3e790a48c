import { useEffect } from "react";
import { useServices } from "../services-context.ts";

/** A file dropped anywhere on the page is shown and, where someone agrees, opened; the browser does not go to it. */
export function useFileDrop(): void {
  const { sessions } = useServices();
  useEffect(() => {
    const hasFile = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
    const onDragOver = (event: DragEvent) => {
      if (hasFile(event)) event.preventDefault();
    };
    const onDrop = (event: DragEvent) => {
      if (!hasFile(event)) return;
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      if (file !== undefined) void sessions.offerFile(file);
    };
    document.addEventListener("dragover", onDragOver);
    document.addEventListener("drop", onDrop);
    return () => {
      document.removeEventListener("dragover", onDragOver);
      document.removeEventListener("drop", onDrop);
    };
  }, [sessions]);
}
