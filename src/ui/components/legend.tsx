import type { ComponentChildren } from "preact";
import { classNames } from "./class-names.ts";
import type { LabelSize } from "./label.tsx";

export interface LegendProps {
  size?: LabelSize | undefined;
  hidden?: boolean | undefined;
  className?: string | undefined;
  children: ComponentChildren;
}

/** The question over a group of controls. https://service-manual.nhs.uk/design-system/components/fieldset */
export function Legend({ size, hidden, className, children }: LegendProps) {
  // Without the class of a visible legend, whose table layout refuses to be clipped and widens the page.
  if (hidden) return <legend class="nhsuk-u-visually-hidden">{children}</legend>;
  return (
    <legend class={classNames("nhsuk-fieldset__legend", size && `nhsuk-fieldset__legend--${size}`, className)}>
      {children}
    </legend>
  );
}
