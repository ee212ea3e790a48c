import { useLayoutEffect, useRef, useState } from "react";
import type { RefObject } from "react";

const AT_END_PX = 4;

/** Keeps a list at its newest row. Scrolling up stops that; coming back to the end, or asking for it, starts it again. */
export function useFollow(
  scroller: RefObject<HTMLElement | null>,
  totalPx: number,
): { readonly following: boolean; readonly follow: (on: boolean) => void } {
  const [following, setFollowing] = useState(true);
  const lastTop = useRef(0);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (following) element?.scrollTo({ top: totalPx });
  }, [scroller, following, totalPx]);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const onScroll = () => {
      const { scrollTop, scrollHeight, clientHeight } = element;
      const atEnd = scrollTop + clientHeight >= scrollHeight - AT_END_PX;
      if (atEnd) setFollowing(true);
      else if (scrollTop < lastTop.current) setFollowing(false);
      lastTop.current = scrollTop;
    };
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => element.removeEventListener("scroll", onScroll);
  }, [scroller]);
  return { following, follow: setFollowing };
}
