import type { TerminalHandle } from "../../terminal/index.ts";
import { liveWorld, type AppStore } from "../store.ts";
import { openGuide, type Guide, type GuideConfig } from "./controller.ts";
import { nextCommand } from "./guide-state.ts";
import { labReader } from "./lab-reader.ts";
import { isProgressOf, localProgress } from "./progress-keeper.ts";

export interface GuideParts {
  readonly store: AppStore;
  readonly check: GuideConfig["check"];
  readonly terminal: () => Pick<TerminalHandle, "suggest" | "note"> | undefined;
}

/** Opens the guide and lets it follow the page: checks after each line, the next command shown at the prompt. */
export async function startGuide({ store, check, terminal }: GuideParts): Promise<Guide> {
  let shown: string | undefined;
  const suggest = (command: string | undefined): void => {
    if (command === shown) return;
    shown = command;
    // What stands at the prompt is one line.
    terminal()?.suggest(command?.includes("\n") === true ? undefined : command);
  };
  const guide = await openGuide({
    store,
    check,
    read: labReader(document.baseURI),
    progress: localProgress(localStorage),
  });
  let wasReady = store.getState().ready;
  if (wasReady) guide.lineEnded();
  suggest(nextCommand(store.getState().guide, liveWorld(store.getState()).lines));
  store.subscribe((state, before) => {
    if (state.session.id !== before.session.id) guide.sessionChanged();
    if (liveWorld(state).steps !== liveWorld(before).steps) guide.moved();
    // Another session has other terminals, and another terminal was told nothing yet.
    if ((state.ready && !before.ready) || state.terminals.front !== before.terminals.front) {
      shown = undefined;
      suggest(nextCommand(state.guide, liveWorld(state).lines));
    }
    if (state.finishedLines !== before.finishedLines || (state.ready && !wasReady)) guide.lineEnded();
    wasReady = state.ready;
    if (state.guide !== before.guide || liveWorld(state).lines !== liveWorld(before).lines) {
      suggest(nextCommand(state.guide, liveWorld(state).lines));
    }
  });
  // Another tab of this session got on with the lab.
  addEventListener("storage", ({ key }) => {
    if (key !== null && isProgressOf(key, store.getState().session.id)) guide.sessionChanged();
  });
  return guide;
}
