import type { ComponentChildren } from "preact";
import { classNames } from "./class-names.ts";
import { Heading, type HeadingLevel } from "./heading.tsx";

export interface CardProps {
  heading?: string | undefined;
  headingLevel?: HeadingLevel | undefined;
  /** Makes the whole card one link, named by its heading. Such a card holds no other control. */
  href?: string | undefined;
  children?: ComponentChildren;
}

/** A block that belongs together. https://service-manual.nhs.uk/design-system/components/card */
export function Card({ heading, headingLevel = 2, href, children }: CardProps) {
  return (
    <div class={classNames("nhsuk-card", href !== undefined && "nhsuk-card--clickable")}>
      <div class="nhsuk-card__content">
        {heading !== undefined && (
          <Heading level={headingLevel} className="nhsuk-card__heading nhsuk-heading-m">
            {href === undefined ? (
              heading
            ) : (
              <a class="nhsuk-card__link" href={href}>
                {heading}
              </a>
            )}
          </Heading>
        )}
        {typeof children === "string" ? <p>{children}</p> : children}
      </div>
    </div>
  );
}
