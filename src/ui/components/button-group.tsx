import type { ComponentChildren } from "preact";

export interface ButtonGroupProps {
  children: ComponentChildren;
}

/** Buttons and links side by side, stacked on a phone. https://service-manual.nhs.uk/design-system/components/buttons */
export function ButtonGroup({ children }: ButtonGroupProps) {
  return <div class="nhsuk-button-group">{children}</div>;
}
