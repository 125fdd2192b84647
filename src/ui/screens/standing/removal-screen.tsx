import { useEffect, useMemo, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { contactKindLabels } from "../../../domain/contact-kind.ts";
import { formatDate, toLocal } from "../../../domain/dates.ts";
import { outstandingWindows } from "../../../domain/due.ts";
import type { ContactEntry, Family } from "../../../domain/family.ts";
import { familyLabel } from "../../../domain/family.ts";
import { FamilyId } from "../../../domain/ids.ts";
import { keepDaysOf } from "../../../domain/retention.ts";
import { type OpenRemoval, type RemovalFailure, RemovalModel } from "../../../state/removal-model.ts";
import { useApp } from "../../app-context.ts";
import { BackLink } from "../../components/back-link.tsx";
import { Button } from "../../components/button.tsx";
import { ErrorSummary } from "../../components/error-summary.tsx";
import { InsetText } from "../../components/inset-text.tsx";
import { Page } from "../../components/page.tsx";
import { Spinner } from "../../components/spinner.tsx";
import { describeFamilyStays, describeStandingFailure } from "../../words/standing-words.ts";
import { LoadFailurePage } from "../load-failure-page.tsx";
import { NotFoundScreen } from "../not-found-screen.tsx";

export interface RemovalScreenProps {
  id?: string;
}

/** What of one family may be removed from this device, and the button that removes it. */
export function RemovalScreen({ id }: RemovalScreenProps) {
  const familyId = FamilyId.safeParse(id);
  if (!familyId.success) return <NotFoundScreen />;
  return <OpenRemovalScreen key={familyId.data} id={familyId.data} />;
}

function OpenRemovalScreen({ id }: { id: FamilyId }) {
  const app = useApp();
  const model = useMemo(() => new RemovalModel(app, id), [app, id]);
  const doubt = app.clock.doubt.value;
  useEffect(() => void model.load(), [model, doubt]);
  const state = model.state.value;
  if (state.status === "failed") return <LoadFailurePage failure={state.failure} what="family" />;
  if (state.status === "loading") return <Spinner label="Loading records" />;
  return <Removal model={model} open={state.value} />;
}

function Removal({ model, open }: { model: RemovalModel; open: OpenRemoval }) {
  const app = useApp();
  const { route } = useLocation();
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const [attempt, setAttempt] = useState(0);
  const { family, records, familyStays } = open;
  const count = records.length === 1 ? "1 record" : `${records.length} records`;

  async function remove(action: () => ReturnType<RemovalModel["removeFamily"]>, next: string) {
    setAttempt((tries) => tries + 1);
    const result = await action();
    setProblem(result.ok ? undefined : describeFailure(result.error));
    if (result.ok) route(next);
  }

  return (
    <Page
      title="Remove records"
      heading="Remove records from this device"
      caption={familyLabel(family.value)}
      back={<BackLink href={`/family/${family.value.id}`}>Family page</BackLink>}
      width="reading"
      error={problem !== undefined}
    >
      <ErrorSummary errors={problem ? [{ message: problem }] : []} attempt={attempt} />
      {app.clock.doubt.value && <p>Nothing can be removed while this device's clock may be wrong.</p>}
      {records.length > 0 ? (
        <>
          <p>You marked these records as dealt with in the patient record. They can go from this device:</p>
          <ul class="nhsuk-list nhsuk-list--bullet">
            {records.map((entry) => (
              <li key={entry.id}>{describeEntry(entry, app.device.clock.timeZone())}</li>
            ))}
          </ul>
          <p>
            All answers, amendments and notes of these go and cannot be brought back. A receipt stays: which contact,
            its day, when it was handed over, and when you removed it.
          </p>
          {hasContactToCome(family.value) && (
            <InsetText>
              A contact with this family is still to come. It will not show what was said before. You may want to wait.
            </InsetText>
          )}
          <Button
            variant="warning"
            onClick={() => remove(() => model.removeRecords(), `/family/${family.value.id}`)}
          >{`Remove ${count} from this device`}</Button>
        </>
      ) : (
        <p>
          {`No records of this family can be removed now. A record can go ${keepDaysOf(app.settings.value.value)} days after you marked it as in the patient record.`}
        </p>
      )}
      {familyStays === undefined ? (
        <>
          <h2 class="nhsuk-heading-m">Remove the family</h2>
          <p>All records of this family are gone from this device, and no contact is to come.</p>
          <Button variant="warning" onClick={() => remove(() => model.removeFamily(), "/caseload")}>
            Remove this family from this device
          </Button>
        </>
      ) : (
        <p>{describeFamilyStays(familyStays)}</p>
      )}
    </Page>
  );
}

function hasContactToCome(family: Family): boolean {
  return family.stage.stage === "expecting" || outstandingWindows(family).length > 0;
}

function describeEntry({ kind, date, handOver, enteredInError }: ContactEntry, zone: string): string {
  const day = date === undefined ? "" : ` of ${formatDate(date)}`;
  const marked = handOver?.inRecordAt && formatDate(toLocal(handOver.inRecordAt, zone).date);
  const isError = enteredInError !== undefined;
  return [
    `${contactKindLabels[kind]}${day}`,
    ...(isError ? ["entered in error"] : []),
    ...(marked
      ? [isError ? `no patient record has it wrong, as of ${marked}` : `in the patient record since ${marked}`]
      : []),
  ].join(", ");
}

function describeFailure(failure: RemovalFailure): string {
  switch (failure.kind) {
    case "no-author":
      return "Add your name in Settings, so that the receipt says who removed it";
    case "clock-in-doubt":
      return "Check this device's clock first";
    case "not-saved":
      return `Nothing was removed. ${describeStandingFailure(failure.failure, "family")}`;
  }
}
