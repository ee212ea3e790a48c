import { useLayoutEffect, useState, type RefCallback } from "react";

export interface ElementBox {
  readonly left: number;
  readonly width: number;
}

/** A `ref`, and where its element stands on the page and how wide it is, followed as the layout moves. */
export function useElementBox<Kind extends HTMLElement>(): readonly [RefCallback<Kind>, ElementBox | undefined] {
  const [target, setTarget] = useState<Kind | null>(null);
  const [box, setBox] = useState<ElementBox>();
  useLayoutEffect(() => {
    if (target === null) return undefined;
    const measure = () => {
      const { left, width } = target.getBoundingClientRect();
      setBox((before) => (before?.left === left && before.width === width ? before : { left, width }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    observer.observe(document.documentElement);
    return () => {
      observer.disconnect();
      setBox(undefined);
    };
  }, [target]);
  return [setTarget, box];
}
