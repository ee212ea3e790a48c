import type { TokenView } from "../../panels/index.ts";
import { useServices } from "../services-context.ts";

/** What a click on a token does: picks it for all panels, or copies its text (types it where there is no clipboard). */
export function useTokenActions(): {
  readonly pick: (token: TokenView) => void;
  readonly copy: (text: string) => void;
} {
  const { store, terminal } = useServices();
  return {
    pick: (token) => store.setState({ pickedKey: token.key }),
    copy: (text) => void navigator.clipboard?.writeText(text).catch(() => terminal()?.insert(text)),
  };
}
