import type { ComponentChildren } from "preact";

export interface RowListProps {
  /** `RowLink`s, each with a key. */
  children: ComponentChildren;
  label?: string | undefined;
}

/** The list around `RowLink`s. https://service-manual.nhs.uk/design-system/components/task-list */
export function RowList({ children, label }: RowListProps) {
  return (
    <ul class="app-rows" aria-label={label}>
      {children}
    </ul>
  );
}
