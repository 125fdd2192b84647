import { checklistVersion } from "../../../content/checklists.ts";
import { formatDay } from "../../../domain/dates.ts";
import type { Family } from "../../../domain/family.ts";
import { toFollowUp } from "../../../domain/what-to-follow-up.ts";
import type { TimelineEntry } from "../../../state/family-model.ts";
import { InsetText } from "../../components/inset-text.tsx";

export interface WhatToFollowUpProps {
  timeline: readonly TimelineEntry[];
  family: Family;
}

/** What the last contact left to do: agreed actions, topics not explained yet, a place not seen, plans to look at. */
export function WhatToFollowUp({ timeline }: WhatToFollowUpProps) {
  const finals = timeline.flatMap((item) =>
    "contact" in item && item.contact.status === "final" && !item.entry.enteredInError ? [item.contact] : [],
  );
  const open = toFollowUp(finals, (contact) => checklistVersion(contact.kind, contact.checklistVersion));
  if (!open) return null;
  const lines = [
    ...open.agreed.map(({ action, owner, due }) =>
      [action.replace(/\.\s*$/, ""), owner, due && `by ${formatDay(due)}`].filter(Boolean).join(", "),
    ),
    ...(open.topics.length > 0 ? [`Not explained back yet: ${open.topics.map(({ short }) => short).join(", ")}`] : []),
    ...(open.nightPlaceNotSeen ? ["Where baby sleeps at night has not been seen"] : []),
    ...open.plansToReview.map(
      ({ plan, reviewOn }) =>
        `Look again at the plan: ${plan.what ?? plan.words ?? "different night"}, ${formatDay(reviewOn)}`,
    ),
  ];
  if (lines.length === 0) return null;
  return (
    <>
      <h2 class="nhsuk-heading-m">What to follow up</h2>
      <InsetText>
        <ul class="nhsuk-list nhsuk-list--bullet">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </InsetText>
    </>
  );
}
