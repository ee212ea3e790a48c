import { ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from "react";
import { onTabKey } from "./on-tab-key.ts";

interface TabStripProps {
  readonly label: string;
  /** The id of the tab that is shown: it is brought into sight. */
  readonly shown: string;
  /** Keys before those that go from tab to tab; true: it was one. */
  readonly onKey?: (event: KeyboardEvent) => boolean;
  readonly children: ReactNode;
}

/** Tabs side by side. Where there is no room for all, they scroll, and say so at the end that has more. */
export function TabStrip({ label, shown, onKey, children }: TabStripProps) {
  const list = useRef<HTMLDivElement>(null);
  const { before, after, measure } = useHidden(list);
  useEffect(measure);
  useEffect(() => {
    document.getElementById(shown)?.scrollIntoView({ inline: "nearest", block: "nearest" });
  }, [shown]);
  const turn = (direction: 1 | -1) => list.current?.scrollBy({ left: direction * list.current.clientWidth * 0.7 });
  return (
    <div className="tab-strip" data-before={before} data-after={after}>
      <div
        ref={list}
        className="app-tabs"
        role="tablist"
        tabIndex={-1}
        aria-label={label}
        onKeyDown={(event) => {
          if (onKey?.(event) !== true) onTabKey(event, list.current);
        }}
      >
        {children}
      </div>
      {/* For a pointer alone: keys and screen readers reach every tab. */}
      {before ? (
        <button type="button" className="tab-turn is-before" aria-hidden tabIndex={-1} onClick={() => turn(-1)}>
          <ChevronLeft />
        </button>
      ) : null}
      {after ? (
        <button type="button" className="tab-turn is-after" aria-hidden tabIndex={-1} onClick={() => turn(1)}>
          <ChevronRight />
        </button>
      ) : null}
    </div>
  );
}

/** Whether a list has more than is seen, before and after that. */
function useHidden(list: RefObject<HTMLElement | null>) {
  const [hidden, setHidden] = useState({ before: false, after: false });
  const [measure] = useState(() => () => {
    if (list.current === null) return;
    const { scrollLeft, scrollWidth, clientWidth } = list.current;
    // Widths are rounded, each by itself.
    const next = { before: scrollLeft > 1, after: scrollLeft + clientWidth < scrollWidth - 1 };
    setHidden((now) => (now.before === next.before && now.after === next.after ? now : next));
  });
  useEffect(() => {
    const element = list.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener("scroll", measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", measure);
    };
  }, [list, measure]);
  return { ...hidden, measure };
}
