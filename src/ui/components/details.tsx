import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";

export interface DetailsProps {
  summary: ComponentChildren;
  children: ComponentChildren;
  /** Opens it when it is or turns true. It never closes under somebody's hands. */
  open?: boolean | undefined;
  id?: string | undefined;
  /** Told of every opening and closing. */
  onToggle?: ((isOpen: boolean) => void) | undefined;
}

/** More, for those who want it. https://service-manual.nhs.uk/design-system/components/details */
export function Details({ summary, children, open = false, id, onToggle }: DetailsProps) {
  const [isOpen, setIsOpen] = useState(open);
  useEffect(() => {
    if (open) setIsOpen(true);
  }, [open]);

  function toggled(now: boolean): void {
    setIsOpen(now);
    onToggle?.(now);
  }

  return (
    <details class="nhsuk-details" id={id} open={isOpen} onToggle={(event) => toggled(event.currentTarget.open)}>
      <summary class="nhsuk-details__summary">
        <span class="nhsuk-details__summary-text">{summary}</span>
      </summary>
      <div class="nhsuk-details__text">{typeof children === "string" ? <p>{children}</p> : children}</div>
    </details>
  );
}
