import type { ComponentChildren } from "preact";
import { classNames } from "./class-names.ts";

/** How large a label or legend is set. Without one it is body text. */
export type LabelSize = "s" | "m" | "l";

export interface LabelProps {
  htmlFor: string;
  size?: LabelSize | undefined;
  hidden?: boolean | undefined;
  children: ComponentChildren;
}

/** A field's label. https://service-manual.nhs.uk/design-system/components/text-input */
export function Label({ htmlFor, size, hidden, children }: LabelProps) {
  return (
    <label
      class={classNames("nhsuk-label", size && `nhsuk-label--${size}`, hidden && "nhsuk-u-visually-hidden")}
      for={htmlFor}
    >
      {children}
    </label>
  );
}
