import { classNames } from "./class-names.ts";

/** A control in the header's right corner: a link with `href`, or a button with `onClick`. */
export type HeaderAction = {
  label: string;
  /** Filled white: for the one action that must be found at once. */
  prominent?: boolean | undefined;
} & ({ href: string; onClick?: undefined } | { onClick: () => unknown; href?: undefined });

export interface NavigationItem {
  label: string;
  href: string;
  current?: boolean | undefined;
}

export interface AppHeaderProps {
  productName: string;
  /** Makes the product name a link. */
  homeHref?: string | undefined;
  /** The service that runs the app, as text; never a logo. */
  organisation?: string | undefined;
  /** In reading order; Help comes last on every page (WCAG 3.2.6). */
  actions?: readonly HeaderAction[] | undefined;
  navigation?: readonly NavigationItem[] | undefined;
}

/**
 * The bar at the top of every page, under the product's own mark. It does not follow the scroll, so it never hides what
 * has focus. https://service-manual.nhs.uk/design-system/components/header
 */
export function AppHeader({ productName, homeHref, organisation, actions = [], navigation = [] }: AppHeaderProps) {
  const name = (
    <>
      <ProductMark />
      <span>
        {productName}
        {organisation !== undefined && <span class="app-header__organisation">{organisation}</span>}
      </span>
    </>
  );
  return (
    <header class="app-header">
      <div class="nhsuk-width-container app-page app-header__inner">
        {homeHref === undefined ? (
          <span class="app-header__name">{name}</span>
        ) : (
          <a class="app-header__name" href={homeHref}>
            {name}
          </a>
        )}
        {actions.length > 0 && (
          <ul class="app-header__actions">
            {actions.map((action) => (
              <li key={action.label}>
                <HeaderControl {...action} />
              </li>
            ))}
          </ul>
        )}
      </div>
      {navigation.length > 0 && (
        <nav class="app-header__nav" aria-label="Menu">
          <div class="nhsuk-width-container app-page">
            <ul class="app-header__nav-list">
              {navigation.map(({ label, href, current }) => (
                <li key={href}>
                  <a class="app-header__nav-link" href={href} aria-current={current ? "page" : undefined}>
                    {label}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        </nav>
      )}
    </header>
  );
}

function HeaderControl({ label, prominent, href, onClick }: HeaderAction) {
  const className = classNames("app-header__action", prominent && "app-header__action--prominent");
  if (href !== undefined) {
    return (
      <a class={className} href={href}>
        {label}
      </a>
    );
  }
  return (
    <button type="button" class={className} onClick={() => void onClick()}>
      {label}
    </button>
  );
}

// A moon over a flat, empty mattress.
function ProductMark() {
  return (
    <svg class="app-header__mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path class="app-header__moon" d="M19 3a9.5 9.5 0 1 0 8.6 13.6A8 8 0 0 1 19 3Z" />
      <path fill="currentColor" d="M3 24h26v4H3z" />
    </svg>
  );
}
