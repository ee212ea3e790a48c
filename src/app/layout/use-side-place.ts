import { useApp } from "../services-context.ts";
import { sidePlace, type SidePlace } from "./mode.ts";
import { useMedia } from "./use-media.ts";

/** Where the panels stand that are all behind tabs. */
export function useSidePlace(): SidePlace {
  const isTall = useMedia("(orientation: portrait)");
  return sidePlace(
    useApp((state) => state.sidePlace),
    isTall,
  );
}
