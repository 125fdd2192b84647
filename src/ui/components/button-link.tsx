import type { ComponentChildren } from "preact";
import type { ButtonVariant } from "./button.tsx";
import { classNames } from "./class-names.ts";

export interface ButtonLinkProps {
  href: string;
  children: ComponentChildren;
  variant?: ButtonVariant | undefined;
  small?: boolean | undefined;
  id?: string | undefined;
}

/**
 * A link that looks like a button, for moving on. It keeps the role of a link: the space bar does not press it, and
 * calling it a button would promise that. https://service-manual.nhs.uk/design-system/components/buttons
 */
export function ButtonLink({ href, children, variant = "primary", small, id }: ButtonLinkProps) {
  return (
    <a
      href={href}
      id={id}
      draggable={false}
      class={classNames(
        "nhsuk-button",
        variant !== "primary" && `nhsuk-button--${variant}`,
        small && "nhsuk-button--small",
      )}
    >
      {children}
    </a>
  );
}
