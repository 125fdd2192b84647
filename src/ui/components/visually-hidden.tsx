import type { ComponentChildren } from "preact";

export interface VisuallyHiddenProps {
  children: ComponentChildren;
}

/** Words for screen readers only. https://service-manual.nhs.uk/accessibility/content */
export function VisuallyHidden({ children }: VisuallyHiddenProps) {
  return <span class="nhsuk-u-visually-hidden">{children}</span>;
}
