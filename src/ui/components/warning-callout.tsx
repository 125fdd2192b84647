import type { ComponentChildren } from "preact";
import { Heading, type HeadingLevel } from "./heading.tsx";

export interface WarningCalloutProps {
  heading: string;
  children: ComponentChildren;
  headingLevel?: HeadingLevel | undefined;
}

/** A warning that must not be missed. https://service-manual.nhs.uk/design-system/components/warning-callout */
export function WarningCallout({ heading, children, headingLevel = 2 }: WarningCalloutProps) {
  const saysImportant = /important/i.test(heading);
  return (
    <div class="nhsuk-card nhsuk-card--warning">
      <div class="nhsuk-card__content">
        <Heading level={headingLevel} className="nhsuk-card__heading">
          {!saysImportant && <span class="nhsuk-u-visually-hidden">Important: </span>}
          {heading}
        </Heading>
        {typeof children === "string" ? <p>{children}</p> : children}
      </div>
    </div>
  );
}
