import { StoragePanel } from "../../panels/index.ts";
import { useApp } from "../services-context.ts";

export default function StorageView() {
  const world = useApp((state) => state.world);
  return <StoragePanel world={world} />;
}
