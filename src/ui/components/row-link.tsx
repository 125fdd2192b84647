import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

export interface RowLinkProps {
  href: string;
  /** Names the link; the lines and tags describe it. */
  title: string;
  lines?: readonly string[] | undefined;
  /** `Tag`s. */
  tags?: ComponentChildren | undefined;
}

/**
 * A list item that is one link across its whole width, at least 64 px high, inside a `RowList`. Only the title is the
 * link's name: a link that reads out its whole row is tiring to tab through.
 * https://service-manual.nhs.uk/design-system/components/task-list
 */
export function RowLink({ href, title, lines = [], tags }: RowLinkProps) {
  const id = useId();
  return (
    <li class="app-row">
      <div class="app-row__main">
        <a class="app-row__link" href={href} aria-describedby={`${id}-lines ${id}-tags`}>
          {title}
        </a>
        <span id={`${id}-lines`}>
          {lines.map((line) => (
            <span class="app-row__line" key={line}>
              {line}
            </span>
          ))}
        </span>
      </div>
      <div class="app-row__tags" id={`${id}-tags`}>
        {tags}
      </div>
    </li>
  );
}
