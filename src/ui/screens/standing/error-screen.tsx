import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { type ErrorMark, ErrorReason } from "../../../domain/error-mark.ts";
import { errorReasonLabels } from "../../../domain/error-reason-labels.ts";
import { ContactId } from "../../../domain/ids.ts";
import { type MarkFailure, makeErrorMark, markInError } from "../../../state/mark-in-error.ts";
import { type OpenRecord, RecordModel } from "../../../state/record-model.ts";
import { useApp } from "../../app-context.ts";
import { BackLink } from "../../components/back-link.tsx";
import { Button } from "../../components/button.tsx";
import { ButtonGroup } from "../../components/button-group.tsx";
import { ButtonLink } from "../../components/button-link.tsx";
import { Chips } from "../../components/chips.tsx";
import { ErrorSummary, type FieldError } from "../../components/error-summary.tsx";
import { Page } from "../../components/page.tsx";
import { Spinner } from "../../components/spinner.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { describeStandingFailure } from "../../words/standing-words.ts";
import { LoadFailurePage } from "../load-failure-page.tsx";
import { NotFoundScreen } from "../not-found-screen.tsx";

export interface ErrorScreenProps {
  id?: string;
}

/** Where a record is marked as entered in error. */
export function ErrorScreen({ id }: ErrorScreenProps) {
  const contactId = ContactId.safeParse(id);
  if (!contactId.success) return <NotFoundScreen />;
  return <OpenErrorScreen key={contactId.data} id={contactId.data} />;
}

function OpenErrorScreen({ id }: { id: ContactId }) {
  const app = useApp();
  const model = useMemo(() => new RecordModel(app, id), [app, id]);
  useEffect(() => void model.load(), [model]);
  const state = model.state.value;
  if (state.status === "failed") return <LoadFailurePage failure={state.failure} what="record" />;
  if (state.status === "loading") return <Spinner label="Loading record" />;
  if (state.value === "draft" || state.value.entry?.enteredInError) return <NotFoundScreen />;
  return <MarkForm open={state.value} />;
}

function MarkForm({ open }: { open: OpenRecord }) {
  const app = useApp();
  const { route } = useLocation();
  const [reason, setReason] = useState<ErrorReason | undefined>(undefined);
  const [note, setNote] = useState("");
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [attempt, setAttempt] = useState(0);
  // The same mark at each try, so that one that was stored after all is known again.
  const made = useRef<ErrorMark | undefined>(undefined);
  const record = `/contact/${open.record.id}/record`;
  const errorOf = (id: string) => errors.find(({ fieldId }) => fieldId === id)?.message;

  function answered(): void {
    made.current = undefined;
  }

  async function mark() {
    setAttempt((count) => count + 1);
    const missing = missingIn(reason, note);
    setErrors(missing);
    if (reason === undefined || missing.length > 0) return;
    made.current ??= makeErrorMark(app, open.record.id, open.family.value, { reason, note });
    const result = await markInError(app, made.current, open.family);
    if (result.ok) route(record);
    else {
      if (result.error.kind === "no-author") answered();
      setErrors([{ message: describeFailure(result.error) }]);
    }
  }

  return (
    <Page
      title="Entered in error"
      heading="This record was entered in error"
      back={<BackLink href={record}>Record</BackLink>}
      width="reading"
      error={errors.length > 0}
    >
      <ErrorSummary errors={errors} attempt={attempt} />
      <p>
        The record is kept and can be read, under a banner that says it was entered in error. It no longer counts: not
        for what is due, not for what to follow up, not for what was said last time. This cannot be taken back.
      </p>
      <p>To put an answer right, go back and amend the record instead.</p>
      <Chips
        name="error-reason"
        legend="What is wrong with it?"
        value={reason}
        error={errorOf("error-reason")}
        options={ErrorReason.options.map((value) => ({ value, label: errorReasonLabels[value] }))}
        onChange={(value) => {
          answered();
          setReason(value);
        }}
      />
      <TextArea
        id="error-note"
        label={reason === "other" ? "What happened?" : "What happened? (optional)"}
        hint="Everybody who reads the record sees this. Do not name another family."
        maxLength={300}
        value={note}
        error={errorOf("error-note")}
        onChange={(value) => {
          answered();
          setNote(value);
        }}
      />
      <ButtonGroup>
        <Button variant="warning" onClick={mark}>
          Mark as entered in error
        </Button>
        <ButtonLink variant="secondary" href={record}>
          Cancel
        </ButtonLink>
      </ButtonGroup>
    </Page>
  );
}

function missingIn(reason: ErrorReason | undefined, note: string): FieldError[] {
  if (reason === undefined) return [{ message: "Select what is wrong with it", fieldId: "error-reason" }];
  return reason === "other" && note.trim() === "" ? [{ message: "Say what happened", fieldId: "error-note" }] : [];
}

function describeFailure(failure: MarkFailure): string {
  return failure.kind === "no-author"
    ? "Add your name in Settings, so that the mark says who made it"
    : `The record was not marked. ${describeStandingFailure(failure.failure, "record")}`;
}
