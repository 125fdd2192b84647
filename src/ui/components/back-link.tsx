import type { ComponentChildren } from "preact";

export type BackLinkProps = {
  /** Defaults to "Back". */
  children?: ComponentChildren;
} & ({ href: string; onClick?: undefined } | { onClick: (event: MouseEvent) => unknown; href?: undefined });

/** Goes up one page; a button when it has to do something first. https://service-manual.nhs.uk/design-system/components/back-link */
export function BackLink({ children = "Back", href, onClick }: BackLinkProps) {
  if (href !== undefined) {
    return (
      <a class="nhsuk-back-link" href={href}>
        {children}
      </a>
    );
  }
  return (
    <button type="button" class="nhsuk-back-link" onClick={onClick}>
      {children}
    </button>
  );
}
