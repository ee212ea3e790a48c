import { useLayoutEffect, useState, type RefObject } from "react";

export interface ElementBox {
  readonly left: number;
  readonly width: number;
}

/** Where an element stands on the page and how wide it is, followed as the layout moves. */
export function useElementBox(element: RefObject<HTMLElement | null>): ElementBox | undefined {
  const [box, setBox] = useState<ElementBox>();
  useLayoutEffect(() => {
    const target = element.current;
    if (target === null) return undefined;
    const measure = () => {
      const { left, width } = target.getBoundingClientRect();
      setBox((before) => (before?.left === left && before.width === width ? before : { left, width }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    observer.observe(document.documentElement);
    return () => observer.disconnect();
  }, [element]);
  return box;
}
