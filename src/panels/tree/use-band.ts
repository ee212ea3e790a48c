import { useLayoutEffect, useState, type RefObject } from "react";

/** The heights of a picture that are in sight, in its own units, with some room above and below. */
export interface Band {
  readonly top: number;
  readonly bottom: number;
}

const EVERYTHING: Band = { top: -Infinity, bottom: Infinity };
/** Until the scroller was looked at, before it is shown: thousands would be drawn for nothing. */
const NOTHING: Band = { top: 0, bottom: 0 };
/** The band moves by steps, so that not every pixel is a change. */
const STEP_PX = 100;

/** What is in sight of a scroller that shows a picture at `scale`; everything where it is not `needed`. */
export function useBand(scroller: RefObject<HTMLElement | null>, scale: number, needed: boolean): Band {
  const [band, setBand] = useState(NOTHING);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!needed || element === null) return undefined;
    const look = () => {
      const { scrollTop, clientHeight } = element;
      const top = (Math.floor(scrollTop / STEP_PX) - 1) * (STEP_PX / scale);
      const bottom = (Math.ceil((scrollTop + clientHeight) / STEP_PX) + 1) * (STEP_PX / scale);
      setBand((old) => (old.top === top && old.bottom === bottom ? old : { top, bottom }));
    };
    look();
    element.addEventListener("scroll", look, { passive: true });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => {
      element.removeEventListener("scroll", look);
      observer.disconnect();
    };
  }, [scroller, scale, needed]);
  return needed ? band : EVERYTHING;
}
