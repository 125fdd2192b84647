import type { ComponentChildren } from "preact";
import { classNames } from "./class-names.ts";
import { LinkButton } from "./link-button.tsx";

/** "Change", as a link or a button. `visuallyHiddenText` says what: lower case, to follow the label. */
export type SummaryAction = { label?: string | undefined; visuallyHiddenText: string } & (
  | { href: string; onClick?: undefined }
  | { onClick: () => unknown; href?: undefined }
);

export interface SummaryRow {
  key: string;
  value: ComponentChildren;
  action?: SummaryAction | undefined;
}

export interface SummaryListProps {
  rows: readonly SummaryRow[];
  noBorder?: boolean | undefined;
}

/** Questions with their answers. https://service-manual.nhs.uk/design-system/components/summary-list */
export function SummaryList({ rows, noBorder }: SummaryListProps) {
  const hasActions = rows.some((row) => row.action !== undefined);
  return (
    <dl class={classNames("nhsuk-summary-list", noBorder && "nhsuk-summary-list--no-border")}>
      {rows.map(({ key, value, action }) => (
        <div
          class={classNames(
            "nhsuk-summary-list__row",
            hasActions && action === undefined && "nhsuk-summary-list__row--no-actions",
          )}
          key={key}
        >
          <dt class="nhsuk-summary-list__key">{key}</dt>
          <dd class="nhsuk-summary-list__value">{value}</dd>
          {action !== undefined && (
            <dd class="nhsuk-summary-list__actions">
              <RowAction {...action} />
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

function RowAction({ label = "Change", visuallyHiddenText, href, onClick }: SummaryAction) {
  if (href === undefined) {
    return (
      <LinkButton onClick={onClick} visuallyHiddenText={visuallyHiddenText}>
        {label}
      </LinkButton>
    );
  }
  return (
    <a href={href}>
      {label} <span class="nhsuk-u-visually-hidden">{visuallyHiddenText}</span>
    </a>
  );
}
