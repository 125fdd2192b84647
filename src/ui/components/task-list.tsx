import { classNames } from "./class-names.ts";
import { Tag, type TagColour } from "./tag.tsx";

export interface TaskListItem {
  id: string;
  title: string;
  /** Left out, the task cannot be started yet and is plain text. */
  href?: string | undefined;
  hint?: string | undefined;
  status: string;
  /** Shows the status as a tag. "Completed" has none, so that what is left to do stands out. */
  statusColour?: TagColour | undefined;
}

export interface TaskListProps {
  items: readonly TaskListItem[];
}

/** Tasks in any order, each row one link. https://service-manual.nhs.uk/design-system/components/task-list */
export function TaskList({ items }: TaskListProps) {
  return (
    <ul class="nhsuk-task-list">
      {items.map((item) => (
        <TaskRow key={item.id} {...item} />
      ))}
    </ul>
  );
}

function TaskRow({ id, title, href, hint, status, statusColour }: TaskListItem) {
  const hintId = hint === undefined ? undefined : `${id}-hint`;
  const statusId = `${id}-status`;
  return (
    <li class={classNames("nhsuk-task-list__item", href !== undefined && "nhsuk-task-list__item--with-link")}>
      <div class="nhsuk-task-list__name-and-hint">
        {href === undefined ? (
          <div>{title}</div>
        ) : (
          <a class="nhsuk-link nhsuk-task-list__link" href={href} aria-describedby={classNames(hintId, statusId)}>
            {title}
          </a>
        )}
        {hint !== undefined && (
          <div class="nhsuk-task-list__hint" id={hintId}>
            {hint}
          </div>
        )}
      </div>
      <div
        class={classNames(
          "nhsuk-task-list__status",
          statusColour === undefined &&
            (href === undefined ? "nhsuk-task-list__status--cannot-start-yet" : "nhsuk-task-list__status--completed"),
        )}
        id={statusId}
      >
        {statusColour === undefined ? status : <Tag colour={statusColour}>{status}</Tag>}
      </div>
    </li>
  );
}
