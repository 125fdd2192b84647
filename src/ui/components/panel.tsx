import type { ComponentChildren } from "preact";
import { classNames } from "./class-names.ts";
import { Heading, type HeadingLevel } from "./heading.tsx";

export interface PanelProps {
  heading: string;
  children?: ComponentChildren;
  headingLevel?: HeadingLevel | undefined;
  /** "confirmation" is green: it is done. "interruption" is blue: stop and think. */
  variant?: "confirmation" | "interruption" | undefined;
}

/** The result of a task, or a pause before a risky one. https://service-manual.nhs.uk/design-system/components/panel */
export function Panel({ heading, children, headingLevel = 2, variant = "confirmation" }: PanelProps) {
  return (
    <div class={classNames("nhsuk-panel", variant === "interruption" && "nhsuk-panel--interruption")}>
      <Heading level={headingLevel} className="nhsuk-panel__heading">
        {heading}
      </Heading>
      {children !== undefined && (
        <div class="nhsuk-panel__body">{typeof children === "string" ? <p>{children}</p> : children}</div>
      )}
    </div>
  );
}
