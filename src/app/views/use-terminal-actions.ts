import { useApp, useServices } from "../services-context.ts";

/** What panels do at the terminal: run a command there for all to see, and copy (or, without a clipboard, type) a text. */
export function useTerminalActions(): {
  readonly run: (command: string) => void;
  readonly copy: (text: string, what: string) => void;
} {
  const { store, terminal } = useServices();
  const phoneTab = useApp((state) => state.phoneTab);
  return {
    run: (command) => {
      terminal()?.run(command);
      if (phoneTab === "terminal") terminal()?.focus();
    },
    copy: (text, what) =>
      void navigator.clipboard?.writeText(text).then(
        () => store.setState({ announcement: `${what} is copied.` }),
        () => terminal()?.insert(text),
      ),
  };
}
