import { useEffect, useMemo } from "preact/hooks";
import { ContactId } from "../../domain/ids.ts";
import { type ParentCopy, type ParentCopySection, parentCopy } from "../../exports/parent-copy.ts";
import { RecordModel } from "../../state/record-model.ts";
import { useApp } from "../app-context.ts";
import { BackLink } from "../components/back-link.tsx";
import { Button } from "../components/button.tsx";
import { Page } from "../components/page.tsx";
import { Spinner } from "../components/spinner.tsx";
import { LoadFailurePage } from "./load-failure-page.tsx";
import { NotFoundScreen } from "./not-found-screen.tsx";

export interface ParentCopyScreenProps {
  id?: string;
}

/** The copy that the family keeps: one printed side, with nothing on it that is for professionals only. */
export function ParentCopyScreen({ id }: ParentCopyScreenProps) {
  const contactId = ContactId.safeParse(id);
  if (!contactId.success) return <NotFoundScreen />;
  return <OpenParentCopy key={contactId.data} id={contactId.data} />;
}

function OpenParentCopy({ id }: { id: ContactId }) {
  const app = useApp();
  const model = useMemo(() => new RecordModel(app, id), [app, id]);
  useEffect(() => void model.load(), [model]);
  const state = model.state.value;
  if (state.status === "failed") return <LoadFailurePage failure={state.failure} what="record" />;
  if (state.status === "loading") return <Spinner label="Loading parent copy" />;
  if (state.value === "draft" || state.value.entry?.enteredInError) return <NotFoundScreen />;
  const { record, checklist } = state.value;
  const copy = parentCopy(record, checklist, { audience: "parent", settings: app.settings.value.value });

  return (
    <Page
      title="Parent copy"
      heading={copy.title}
      back={<BackLink href={`/contact/${id}/record`}>Record</BackLink>}
      actions={
        <div class="app-screen-only">
          <Button onClick={() => app.device.print()}>Print parent copy</Button>
        </div>
      }
    >
      {app.isTraining && <p class="app-print-only">TRAINING: made-up family, not a real record.</p>}
      <Copy copy={copy} />
    </Page>
  );
}

function Copy({ copy }: { copy: ParentCopy }) {
  return (
    <article class="app-parent-copy">
      <ul class="nhsuk-list app-parent-copy__facts">
        {copy.facts.map(({ label, value }) => (
          <li key={label}>
            <strong>{label}:</strong> {value}
          </li>
        ))}
      </ul>
      {copy.sections.map((section) => (
        <CopySection key={section.id} section={section} />
      ))}
      <p class="app-quiet">{copy.footer}</p>
    </article>
  );
}

function CopySection({ section }: { section: ParentCopySection }) {
  return (
    <section class="app-parent-copy__section">
      <h2 class="nhsuk-heading-s">{section.heading}</h2>
      {section.sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {section.items.length > 0 && (
        <ul class="nhsuk-list nhsuk-list--bullet">
          {section.items.map(({ lead, lines }) => (
            <li key={`${lead} ${lines.join(" ")}`}>
              {lead && <strong class="app-parent-copy__lead">{lines.length > 0 ? `${lead}: ` : lead}</strong>}
              {lines.map((line) => (
                <span class="app-parent-copy__line" key={line}>
                  {line}{" "}
                </span>
              ))}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
