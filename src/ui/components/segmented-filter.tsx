export interface SegmentedFilterItem {
  label: string;
  href: string;
  count?: number | undefined;
  current?: boolean | undefined;
}

export interface SegmentedFilterProps {
  /** What the links choose, for screen readers: "Filter contacts". */
  label: string;
  items: readonly SegmentedFilterItem[];
}

/**
 * Views of one list, as links, so that each has an address and Back works.
 * https://service-manual.nhs.uk/design-system/components/tabs
 */
export function SegmentedFilter({ label, items }: SegmentedFilterProps) {
  return (
    <nav aria-label={label}>
      <ul class="app-segments">
        {items.map(({ label: text, href, count, current }) => (
          <li key={href}>
            <a class="app-segments__link" href={href} aria-current={current ? "page" : undefined}>
              {count === undefined ? text : `${text} (${count})`}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
