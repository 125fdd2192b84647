export interface SkipLinkProps {
  /** The id of the page's `<main>`. */
  targetId?: string | undefined;
}

/** The first stop of the Tab key. https://service-manual.nhs.uk/design-system/components/skip-link */
export function SkipLink({ targetId = "maincontent" }: SkipLinkProps) {
  // The router would take the hash for a change of page.
  function skipToMain(event: MouseEvent): void {
    event.preventDefault();
    const main = document.getElementById(targetId);
    (main?.querySelector<HTMLElement>("h1[tabindex]") ?? main)?.focus();
  }

  return (
    <a class="nhsuk-skip-link" href={`#${targetId}`} onClick={skipToMain}>
      Skip to main content
    </a>
  );
}
