import { lazy, Suspense } from "react";

const GuidePane = lazy(async () => ({ default: (await import("../guide/GuidePane.tsx")).GuidePane }));

/** The guide, loaded after the prompt. */
export function GuideSlot({ form }: { readonly form: "pane" | "sheet" }) {
  return (
    <Suspense>
      <GuidePane form={form} />
    </Suspense>
  );
}
