import type { ComponentChildren } from "preact";
import { classNames } from "./class-names.ts";
import type { LabelSize } from "./label.tsx";

export interface FieldsetProps {
  legend: ComponentChildren;
  legendSize?: LabelSize | undefined;
  legendHidden?: boolean | undefined;
  describedBy?: string | undefined;
  role?: "group" | undefined;
  children: ComponentChildren;
}

/** A question asked of several controls. https://service-manual.nhs.uk/design-system/components/fieldset */
export function Fieldset({ legend, legendSize, legendHidden, describedBy, role, children }: FieldsetProps) {
  return (
    <fieldset class="nhsuk-fieldset" aria-describedby={describedBy} role={role}>
      <legend
        class={classNames(
          "nhsuk-fieldset__legend",
          legendSize && `nhsuk-fieldset__legend--${legendSize}`,
          legendHidden && "nhsuk-u-visually-hidden",
        )}
      >
        {legend}
      </legend>
      {children}
    </fieldset>
  );
}
