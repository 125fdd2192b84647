import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { contactKindLabels } from "../../domain/contact-kind.ts";
import { formatDay } from "../../domain/dates.ts";
import type { CaseloadFilter, CaseloadRow } from "../../state/caseload-model.ts";
import type { FoundInCopy as FoundInCopyState } from "../../state/store-looks.ts";
import { useApp } from "../app-context.ts";
import { Button } from "../components/button.tsx";
import { ButtonLink } from "../components/button-link.tsx";
import { InsetText } from "../components/inset-text.tsx";
import { Page } from "../components/page.tsx";
import { RowLink } from "../components/row-link.tsx";
import { RowList } from "../components/row-list.tsx";
import { SegmentedFilter } from "../components/segmented-filter.tsx";
import { Spinner } from "../components/spinner.tsx";
import { Tag } from "../components/tag.tsx";
import { TextInput } from "../components/text-input.tsx";
import { markPainted } from "../mark-painted.ts";
import { clockCaution, describeAge, describeDue } from "../words/due-words.ts";
import { describeLoadFailure } from "../words/failures.ts";
import { LoadFailurePage } from "./load-failure-page.tsx";

const filterLabels: Record<CaseloadFilter, string> = { due: "Due", drafts: "Drafts", all: "All" };

/** Home: the families, overdue first. What is searched for is never in the address. */
export function CaseloadScreen() {
  const app = useApp();
  const { caseload } = app;
  const { query } = useLocation();
  const shown = query["show"];
  useEffect(() => {
    caseload.showFilter(shown === "drafts" || shown === "all" ? shown : "due");
  }, [shown]);
  const state = caseload.state.value;
  const isReady = state.status === "ready";
  useEffect(() => {
    if (isReady) markPainted("app:caseload-usable");
  }, [isReady]);
  const Reminder = useReminder(isReady && !app.isTraining);

  if (state.status === "failed") return <LoadFailurePage failure={state.failure} what="caseload" />;
  if (state.status === "loading") return <Spinner label="Loading caseload" />;
  const { counts, filter, rows, visible, setAside } = caseload;
  const hasQuery = caseload.query.value.trim() !== "";

  return (
    <Page title="Caseload" actions={<ButtonLink href="/families/new">Add a family</ButtonLink>}>
      {Reminder && <Reminder />}
      {setAside.value > 0 && (
        <InsetText>
          {`${setAside.value === 1 ? "1 record" : `${setAside.value} records`} could not be opened. Nothing has been deleted, and your other records still open. Tell your IT team.`}
        </InsetText>
      )}
      {app.looks.foundInCopy.value && <FoundInCopy found={app.looks.foundInCopy.value} />}
      {app.looks.suspects.value > 0 && (
        <InsetText>
          <p>
            Something other than this app has changed records on this device.{" "}
            <a href="/settings/storage">Check all records</a>, and tell your IT team today.
          </p>
        </InsetText>
      )}
      {app.settingsFailure.value ? (
        <InsetText>{describeLoadFailure(app.settingsFailure.value, "settings page")}</InsetText>
      ) : (
        app.settings.value.value.you.name === "" && (
          <InsetText>
            <p>
              <a href="/settings/you">Add your name</a>. It goes on every record that you finalise.
            </p>
          </InsetText>
        )
      )}
      <TextInput
        id="search"
        type="search"
        label="Search by name or NHS number"
        value={caseload.query.value}
        onChange={(text) => caseload.search(text)}
      />
      {!hasQuery && (
        <SegmentedFilter
          label="Show families"
          items={(["due", "drafts", "all"] as const).map((value) => ({
            label: filterLabels[value],
            href: `/caseload?show=${value}`,
            count: counts.value[value],
            current: filter.value === value,
          }))}
        />
      )}
      {app.clock.doubt.value && <p>{clockCaution}</p>}
      <p class="nhsuk-u-visually-hidden" aria-live="polite">
        {hasQuery ? `${rows.value.length} found` : ""}
      </p>
      {rows.value.length === 0 ? (
        <Empty hasQuery={hasQuery} />
      ) : (
        <RowList label="Families">
          {visible.value.map((row) => (
            <FamilyRow key={row.summary.id} row={row} />
          ))}
        </RowList>
      )}
      {visible.value.length < rows.value.length && (
        <Button variant="secondary" onClick={() => caseload.showMore()}>
          {`Show ${Math.min(25, rows.value.length - visible.value.length)} more`}
        </Button>
      )}
    </Page>
  );
}

// The reminder to back up counts records, so it and its code come once the caseload can be used.
function useReminder(isWanted: boolean): ComponentType | undefined {
  const [Reminder, setReminder] = useState<ComponentType>();
  useEffect(() => {
    if (isWanted) {
      import("./backup-reminder.tsx").then(
        (module) => setReminder(() => module.BackupReminder),
        () => undefined,
      );
    }
  }, [isWanted]);
  return Reminder;
}

function FoundInCopy({ found: { count, left, putBack } }: { found: FoundInCopyState }) {
  return (
    <InsetText>
      <p role="status">
        {left === 0
          ? "Everything is put back."
          : `Records missing from this browser's store: ${left ?? count}. A second copy on this device has them.`}
      </p>
      {left !== 0 && <Button onClick={putBack}>Put them back</Button>}
    </InsetText>
  );
}

function FamilyRow({ row }: { row: CaseloadRow }) {
  const { today } = useApp();
  const { summary, due } = row;
  const words = describeDue(due, today.value);
  return (
    <RowLink
      href={`/family/${summary.id}`}
      title={summary.label}
      lines={[`${describeAge(summary, today.value)}. ${words.line}`]}
      tags={
        <>
          <Tag colour={words.colour}>{words.tag}</Tag>
          {summary.draft && <Tag colour="white">Draft</Tag>}
          {summary.notInRecord > 0 && <Tag colour="blue">Not copied yet</Tag>}
          {summary.interpreter && <Tag colour="grey">Interpreter</Tag>}
        </>
      }
    />
  );
}

function Empty({ hasQuery }: { hasQuery: boolean }) {
  const { caseload } = useApp();
  const next = caseload.nextComing.value;
  if (hasQuery) return <p>No families match. Check the spelling, or search by NHS number.</p>;
  if (caseload.counts.value.all === 0) return <p>No families yet. Add a family to begin.</p>;
  if (caseload.filter.value === "drafts") return <p>No drafts. Every contact that was begun is finalised.</p>;
  if (next?.due.status !== "coming") return <p>No contacts due.</p>;
  return (
    <p>
      No contacts due. Next: {formatDay(next.due.opens)},{" "}
      <a href={`/family/${next.summary.id}`}>{next.summary.label}</a>, {contactKindLabels[next.due.kind].toLowerCase()}.
    </p>
  );
}
