import { TabbedPanel, type TabbedPanelProps } from "../shared/TabbedPanel.tsx";
import "./storage.css";

const TABS = [
  { name: "cost", title: "Cost" },
  { name: "keys", title: "Keys" },
  { name: "commands", title: "By command" },
] as const;
export type StorageTab = (typeof TABS)[number]["name"];

export type StoragePanelProps = Pick<TabbedPanelProps<StorageTab>, "tab" | "onTab" | "actions" | "children">;

/** The server's storage: what tokens cost it, which keys there are, and what each command did to them. */
export function StoragePanel({ tab, onTab, actions, children }: StoragePanelProps) {
  return (
    <TabbedPanel title="Storage" className="st" tabs={TABS} tab={tab} onTab={onTab} actions={actions}>
      {children}
    </TabbedPanel>
  );
}
