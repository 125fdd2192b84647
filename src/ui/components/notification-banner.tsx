import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

export interface NotificationBannerProps {
  children: ComponentChildren;
  /** Defaults to "Important", or "Success". */
  title?: string | undefined;
  heading?: string | undefined;
  /** Success is announced as it appears; it answers something the person just did. */
  variant?: "information" | "success" | undefined;
}

/** News about the whole page. https://service-manual.nhs.uk/design-system/components/notification-banners */
export function NotificationBanner({ children, title, heading, variant = "information" }: NotificationBannerProps) {
  const titleId = useId();
  const isSuccess = variant === "success";
  const content = (
    <>
      <div class="nhsuk-notification-banner__header">
        <h2 class="nhsuk-notification-banner__title" id={titleId}>
          {title ?? (isSuccess ? "Success" : "Important")}
        </h2>
      </div>
      <div class="nhsuk-notification-banner__content">
        {heading !== undefined && <p class="nhsuk-notification-banner__heading">{heading}</p>}
        {typeof children === "string" ? <p>{children}</p> : children}
      </div>
    </>
  );
  if (isSuccess) {
    return (
      <div class="nhsuk-notification-banner nhsuk-notification-banner--success" role="alert" aria-labelledby={titleId}>
        {content}
      </div>
    );
  }
  return (
    <section class="nhsuk-notification-banner" aria-labelledby={titleId}>
      {content}
    </section>
  );
}
