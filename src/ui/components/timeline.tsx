import type { ComponentChildren } from "preact";
import { Heading, type HeadingLevel } from "./heading.tsx";

export interface TimelineItem {
  id: string;
  title: ComponentChildren;
  /** The date in words. */
  date: string;
  /** The same date for machines, such as "2026-11-24". */
  dateTime?: string | undefined;
  by?: string | undefined;
  children?: ComponentChildren;
}

export interface TimelineProps {
  items: readonly TimelineItem[];
  headingLevel?: HeadingLevel | undefined;
}

/** What happened, in the order given. https://design-patterns.service.justice.gov.uk/components/timeline/ */
export function Timeline({ items, headingLevel = 3 }: TimelineProps) {
  return (
    <ol class="app-timeline">
      {items.map(({ id, title, date, dateTime, by, children }) => (
        <li class="app-timeline__item" key={id}>
          <Heading level={headingLevel} className="app-timeline__title">
            {title}
          </Heading>
          <p class="app-timeline__meta">
            <time dateTime={dateTime}>{date}</time>
            {by !== undefined && `, ${by}`}
          </p>
          {typeof children === "string" ? <p>{children}</p> : children}
        </li>
      ))}
    </ol>
  );
}
