import type { LucideIcon } from "lucide-react";
import type { ButtonHTMLAttributes, Ref } from "react";

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "aria-label" | "children"> {
  readonly Icon: LucideIcon;
  /** Its name. */
  readonly label: string;
  /** What a pointer is told, where that is more than the name. */
  readonly title?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button that is an icon, and has a name all the same. */
export function IconButton({ Icon, label, title = label, className = "", ...rest }: IconButtonProps) {
  return (
    <button type="button" className={`icon-button ${className}`.trimEnd()} aria-label={label} title={title} {...rest}>
      <Icon aria-hidden />
    </button>
  );
}
