import type { ComponentChildren } from "preact";

export interface InsetTextProps {
  children: ComponentChildren;
}

/** Sets words apart from the text around them. https://service-manual.nhs.uk/design-system/components/inset-text */
export function InsetText({ children }: InsetTextProps) {
  return (
    <div class="nhsuk-inset-text">
      <span class="nhsuk-u-visually-hidden">Information: </span>
      {typeof children === "string" ? <p>{children}</p> : children}
    </div>
  );
}
