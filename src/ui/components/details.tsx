import type { ComponentChildren } from "preact";

export interface DetailsProps {
  summary: ComponentChildren;
  children: ComponentChildren;
  open?: boolean | undefined;
  id?: string | undefined;
  /** Told of every opening and closing. */
  onToggle?: ((isOpen: boolean) => void) | undefined;
}

/** More, for those who want it. https://service-manual.nhs.uk/design-system/components/details */
export function Details({ summary, children, open, id, onToggle }: DetailsProps) {
  return (
    <details class="nhsuk-details" id={id} open={open} onToggle={(event) => onToggle?.(event.currentTarget.open)}>
      <summary class="nhsuk-details__summary">
        <span class="nhsuk-details__summary-text">{summary}</span>
      </summary>
      <div class="nhsuk-details__text">{typeof children === "string" ? <p>{children}</p> : children}</div>
    </details>
  );
}
