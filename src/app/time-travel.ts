/** Time as the page travels it: undo and redo in the simulation, and looking at a moment, which changes nothing but what is shown. */
import type { Answer, MomentName, Question, TravelTarget } from "../simulation/index.ts";
import { applyDelta, inPlaceOf, momentText, type Step } from "../panels/index.ts";
import { liveWorld, type AppStore } from "./store.ts";

export interface TimeTravel {
  /** Goes back or on; what is looked at is left first. */
  go(to: TravelTarget): void;
  /** Shows the world as it was at a moment, until `back`. */
  look(step: Step): void;
  /** Shows the world as it is. */
  back(): void;
  /** Goes on from the moment that is looked at. */
  branch(): void;
  compare(from: MomentName, to: MomentName): void;
}

export interface TimeTravelParts {
  readonly store: AppStore;
  readonly travel: (to: TravelTarget) => void;
  /** Does it once no line runs, or not at all where one runs on: it would meet another world than the one that was seen. */
  readonly whenIdle: (act: () => void) => void;
  /** Hands on what is known of the world and waits for a frame. */
  readonly settle: () => void;
  readonly note: (text: string) => void;
  readonly ask: (question: Question<"moment">) => Promise<Answer<"moment"> | undefined>;
}

export function createTimeTravel({ store, travel, whenIdle, settle, note, ask }: TimeTravelParts): TimeTravel {
  let isWanted = false;
  const back = (): void => {
    isWanted = false;
    leaveLook(store);
  };
  const lookAt = async (step: Step): Promise<void> => {
    const delta = (await ask({ about: "moment", moment: step.moment }))?.world;
    // Meanwhile something else may have led back to now.
    if (!isWanted) return;
    settle();
    if (delta === undefined) note("That moment is no longer kept");
    else
      store.setState((state) => {
        const live = liveWorld(state);
        const world = inPlaceOf(state.world, applyDelta(live, delta));
        return { look: step, live, world, announcement: `Looking at ${momentText(step)}` };
      });
  };
  const go = (to: TravelTarget): void =>
    whenIdle(() => {
      back();
      travel(to);
    });
  return {
    go,
    back,
    look: (step) => {
      isWanted = true;
      void lookAt(step);
    },
    branch: () => {
      const { look } = store.getState();
      if (look !== undefined) go({ moment: look.moment });
    },
    compare: (from, to) => store.setState({ dialog: "compare", compared: { from, to } }),
  };
}

/** Panels show the world as it is again. */
export function leaveLook(store: AppStore): void {
  store.setState(({ live, world }) =>
    live === undefined ? {} : { look: undefined, live: undefined, world: inPlaceOf(world, live) },
  );
}

/** Longer than any movement but those that a change of a token starts. */
const STILL_MS = 600;

/** A world that takes the place of another is simply there: nothing moves to where it stands (`html[data-still]`). */
export function followStill(store: AppStore, root: HTMLElement): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  store.subscribe(({ world }, before) => {
    if (world.epoch === before.world.epoch) return;
    root.dataset.still = "";
    clearTimeout(timer);
    timer = setTimeout(() => delete root.dataset.still, STILL_MS);
  });
}
