import type { ComponentChildren } from "preact";

export interface AppFooterProps {
  children: ComponentChildren;
}

/** The strip at the end of every page. https://service-manual.nhs.uk/design-system/components/footer */
export function AppFooter({ children }: AppFooterProps) {
  return (
    <footer class="app-footer">
      <div class="nhsuk-width-container app-page">{children}</div>
    </footer>
  );
}
