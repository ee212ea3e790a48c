import { useMemo } from "react";
import type { TokenView } from "../../panels/index.ts";
import { useServices } from "../services-context.ts";
import { inspectToken } from "../store.ts";

/** What a click on a token does: picks it for all panels, or copies its text (types it where there is no clipboard). */
export function useTokenActions(): {
  readonly pick: (token: TokenView) => void;
  readonly inspect: (token: TokenView) => void;
  readonly copy: (text: string) => void;
} {
  const { store, terminal } = useServices();
  return useMemo(
    () => ({
      // A second click on the one that is picked looks into it.
      pick: (token) => {
        if (store.getState().pickedKey === token.key) inspectToken(store, token.key);
        else store.setState({ pickedKey: token.key });
      },
      inspect: (token) => inspectToken(store, token.key),
      copy: (text) => void navigator.clipboard?.writeText(text).catch(() => terminal()?.insert(text)),
    }),
    [store, terminal],
  );
}
