import type { ReactNode } from "react";

/** A part of the panel under its heading. */
export function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="in-part" aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}
