import { FolderClock } from "lucide-react";
import { useApp, useServices } from "../services-context.ts";

/** Which session this is, and the way to the others. */
export function SessionButton() {
  const { store } = useServices();
  const { name } = useApp((state) => state.session);
  return (
    <button
      type="button"
      className="session-button"
      aria-label={`Sessions. This one is called ${name}`}
      title="Sessions"
      onClick={() => store.setState({ dialog: "sessions" })}
    >
      <FolderClock aria-hidden />
      <span aria-hidden>{name}</span>
    </button>
  );
}
