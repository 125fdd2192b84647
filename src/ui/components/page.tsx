import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { classNames } from "./class-names.ts";

export interface PageProps {
  /** Goes into the tab and the history, so it never holds a name. Also the h1, unless `heading` is given. */
  title: string;
  children: ComponentChildren;
  /** The h1, where it says more than the title. */
  heading?: ComponentChildren | undefined;
  /** Words above the heading, such as the step. */
  caption?: string | undefined;
  /** A `BackLink`; it stands outside `<main>`. */
  back?: ComponentChildren | undefined;
  /** Buttons or links beside the heading. */
  actions?: ComponentChildren | undefined;
  /** "reading" keeps lines of prose short. */
  width?: "full" | "reading" | undefined;
  /** True while the page shows an `ErrorSummary`, which then takes the focus instead of the heading. */
  error?: boolean | undefined;
  /** False leaves focus and scroll where they are, for a page that puts them back itself. */
  focusHeading?: boolean | undefined;
}

// The browser announces the first page by itself; moving the focus there would only skip the header.
let isFirstPage = true;

/**
 * One page: sets the document's title, and on a change of page moves focus to the heading, since no page load does.
 * Two addresses that share a screen need a `key` each. https://www.w3.org/TR/WCAG22/#page-titled
 */
export function Page({
  title,
  children,
  heading = title,
  caption,
  back,
  actions,
  width = "full",
  error = false,
  focusHeading = true,
}: PageProps) {
  const headingRef = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = `${error ? "Error: " : ""}${title} - Safer Sleep Contacts`;
  }, [title, error]);

  // Focus moves when the page opens, never while it is in use.
  useEffect(() => {
    const isFirst = isFirstPage;
    isFirstPage = false;
    if (isFirst || error || !focusHeading) return;
    document.documentElement.scrollTop = 0;
    headingRef.current?.focus({ preventScroll: true });
  }, []);

  return (
    <div class={classNames("nhsuk-width-container app-page", width === "reading" && "app-page--reading")}>
      {back !== undefined && <nav aria-label="Back">{back}</nav>}
      <main class="nhsuk-main-wrapper" id="maincontent" tabIndex={-1}>
        <div class="app-page__head">
          <h1 class="nhsuk-heading-l" tabIndex={-1} ref={headingRef}>
            {caption !== undefined && <span class="nhsuk-caption-l">{caption} </span>}
            {heading}
          </h1>
          {actions !== undefined && <div class="app-page__actions">{actions}</div>}
        </div>
        {children}
      </main>
    </div>
  );
}
