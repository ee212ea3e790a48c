/** What moves on the page while someone asks for less. */
import type { Page } from "@playwright/test";

interface WatchedWindow extends Window {
  moved?: Record<string, string>;
}

/** A lens may stand for a moment where something changed, as long as it only colours. */
const STILL = ["opacity", "backgroundColor", "color", "boxShadow", "outlineColor", "borderColor", "outlineOffset"];

/** Asks for less motion, and notes each animation and transition that takes time. To be called before the page is opened. */
export async function withReducedMotion(page: Page): Promise<() => Promise<Record<string, string>>> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.addInitScript((still) => {
    const own: WatchedWindow = window;
    const moved: Record<string, string> = {};
    own.moved = moved;
    const look = (): void => {
      for (const animation of document.getAnimations()) {
        const { effect } = animation;
        if (!(effect instanceof KeyframeEffect) || Number(effect.getComputedTiming().endTime) <= 1) continue;
        const changed = effect
          .getKeyframes()
          .flatMap((frame) => Object.keys(frame))
          .filter((name) => !["offset", "computedOffset", "easing", "composite", ...still].includes(name));
        const name = animation instanceof CSSAnimation ? animation.animationName : "a transition";
        if (changed.length > 0 || !/lens/.test(name))
          moved[`${name} of ${effect.target?.className}`] =
            `${[...new Set(changed)].join(", ")} for ${Number(effect.getComputedTiming().endTime)} ms`;
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, STILL);
  return () =>
    page.evaluate(() => {
      const own: WatchedWindow = window;
      return own.moved ?? { unwatched: "" };
    });
}
