import { X } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

export interface RecordDetailProps {
  readonly label: string;
  readonly title: ReactNode;
  readonly action?: RecordAction | undefined;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** What can be done with the record. */
export interface RecordAction {
  readonly name: string;
  readonly icon: LucideIcon;
  readonly title: string;
  /** Undefined where it cannot be done; the title says why. */
  readonly act: (() => void) | undefined;
}

/** One record of a list, whole, beside or below it. */
export function RecordDetail({ label, title, action, closeLabel, onClose, children }: RecordDetailProps) {
  return (
    <section className="rl-detail" aria-label={label}>
      <div className="rl-detail-bar">
        <h3>{title}</h3>
        <span className="pn-end">
          {action === undefined ? null : (
            <button
              type="button"
              className="pn-btn rl-action"
              disabled={action.act === undefined}
              title={action.title}
              onClick={action.act}
            >
              <action.icon size={14} strokeWidth={1.5} aria-hidden="true" />
              {action.name}
            </button>
          )}
          <button type="button" className="pn-btn" aria-label={closeLabel} onClick={onClose}>
            <X size={16} strokeWidth={1.5} aria-hidden="true" />
          </button>
        </span>
      </div>
      <div className="rl-told">{children}</div>
    </section>
  );
}
