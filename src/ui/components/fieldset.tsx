import type { ComponentChildren } from "preact";
import type { LabelSize } from "./label.tsx";
import { Legend } from "./legend.tsx";

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
      <Legend size={legendSize} hidden={legendHidden}>
        {legend}
      </Legend>
      {children}
    </fieldset>
  );
}
