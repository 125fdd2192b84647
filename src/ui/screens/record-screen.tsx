import type { FunctionComponent } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { contactKindLabels, describeContactKind } from "../../domain/contact-kind.ts";
import { formatDate, formatTime, toLocal } from "../../domain/dates.ts";
import { ContactId } from "../../domain/ids.ts";
import { type OpenRecord, RecordModel, type TextBlock } from "../../state/record-model.ts";
import { useApp } from "../app-context.ts";
import { BackLink } from "../components/back-link.tsx";
import { Button } from "../components/button.tsx";
import { ButtonGroup } from "../components/button-group.tsx";
import { ButtonLink } from "../components/button-link.tsx";
import { ErrorSummary } from "../components/error-summary.tsx";
import { InsetText } from "../components/inset-text.tsx";
import { Page } from "../components/page.tsx";
import { Panel } from "../components/panel.tsx";
import { Spinner } from "../components/spinner.tsx";
import { TextArea } from "../components/text-area.tsx";
import { WarningCallout } from "../components/warning-callout.tsx";
import { describeSaveFailure } from "../words/failures.ts";
import { LoadFailurePage } from "./load-failure-page.tsx";
import { NotFoundScreen } from "./not-found-screen.tsx";
import type { RecordFilePanelProps } from "./record-file-panel.tsx";
import { RecordSections } from "./record-sections.tsx";
import { StandingPart } from "./standing-part.tsx";

export interface RecordScreenProps {
  id?: string;
}

/** A record that stands: just finalised or opened later, to read, copy and print. */
export function RecordScreen({ id }: RecordScreenProps) {
  const contactId = ContactId.safeParse(id);
  if (!contactId.success) return <NotFoundScreen />;
  return <OpenRecordScreen key={contactId.data} id={contactId.data} />;
}

function OpenRecordScreen({ id }: { id: ContactId }) {
  const app = useApp();
  const { route } = useLocation();
  const model = useMemo(() => new RecordModel(app, id), [app, id]);
  useEffect(() => void model.load(), [model]);
  const state = model.state.value;
  const isDraft = state.status === "ready" && state.value === "draft";
  useEffect(() => {
    if (isDraft) route(`/contact/${id}`, true);
  }, [isDraft]);

  if (state.status === "failed") return <LoadFailurePage failure={state.failure} what="record" />;
  if (state.status === "loading" || state.value === "draft") return <Spinner label="Loading record" />;
  return <Record model={model} open={state.value} />;
}

function Record({ model, open }: { model: RecordModel; open: OpenRecord }) {
  const app = useApp();
  const { query } = useLocation();
  const { record } = open;
  const isMarked = open.entry?.enteredInError !== undefined;
  const original = query["as"] === "written" ? open.original : undefined;
  const document = original ?? open.document;
  const isJustDone = query["done"] === "1";
  const local = toLocal(record.finalisedAt, app.device.clock.timeZone());

  return (
    <Page
      title={`Record, ${describeContactKind(record.kind)}`}
      heading={isJustDone ? "Record finalised" : contactKindLabels[record.kind]}
      back={<BackLink href={`/family/${record.familyId}`}>Family page</BackLink>}
    >
      {isJustDone && (
        <div class="app-screen-only">
          <Panel heading="Contact finalised">
            {formatDate(local.date)}, {formatTime(local.time)}
          </Panel>
        </div>
      )}
      {isMarked && (
        <WarningCallout heading="Entered in error">
          Do not act on this record. It can be read and counts for nothing.
        </WarningCallout>
      )}
      {document.notices.length > 0 && (
        <InsetText>
          {document.notices.map((notice) => (
            <p key={notice}>{notice}</p>
          ))}
        </InsetText>
      )}
      {open.original && (
        <p class="app-screen-only">
          <a class="app-touch" href={`/contact/${record.id}/record${original ? "" : "?as=written"}`}>
            {original ? "See the record as it stands now" : "See the record as it was first written"}
          </a>
        </p>
      )}
      {!original && <HandOverActions model={model} open={open} />}
      <div class="app-record-page">
        {app.isTraining && <p class="app-print-only">TRAINING: made-up family, not a real record.</p>}
        <p class="app-record__title">
          <strong>{document.title}</strong>
          <br />
          {document.family}
          <br />
          {document.when}
        </p>
        <RecordSections document={document} />
      </div>
      {!original && <StandingPart part="StandingActions" open={open} />}
    </Page>
  );
}

function HandOverActions({ model, open }: { model: RecordModel; open: OpenRecord }) {
  const app = useApp();
  const { text, handOver, record, entry } = open;
  const isMarked = entry?.enteredInError !== undefined;
  const [copied, setCopied] = useState<TextBlock | undefined>(undefined);
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const [FilePanel, setFilePanel] = useState<FunctionComponent<RecordFilePanelProps>>();
  const [byHand, setByHand] = useState<TextBlock | undefined>(undefined);

  async function copy(block: TextBlock) {
    const result = await model.copy(block);
    setProblem(undefined);
    if (result.ok) {
      setCopied(block);
      setByHand(undefined);
    } else if (result.error.kind === "not-allowed") setByHand(block);
    else
      setProblem(
        `The text is copied, but that it was copied is not saved. ${describeSaveFailure(result.error.failure)}`,
      );
  }

  async function markInRecord() {
    const result = await model.markInRecord();
    setProblem(result.ok ? undefined : describeSaveFailure(result.error));
  }

  async function showFilePanel() {
    const { RecordFilePanel } = await import("./record-file-panel.tsx");
    setFilePanel(() => RecordFilePanel);
  }

  const hasAll =
    handOver.textCopiedAt !== undefined && (text.notes === undefined || handOver.notesCopiedAt !== undefined);
  return (
    <div class="app-screen-only app-stack">
      <ErrorSummary errors={problem ? [{ message: problem }] : []} />
      {handOver.inRecordAt === undefined ? (
        <InsetText>
          <p>
            <strong>Not copied yet.</strong>{" "}
            {isMarked
              ? "If this contact stands in a patient record, copy the text there too."
              : "Copy this into the family's record today."}
          </p>
        </InsetText>
      ) : (
        <p>
          In the family's record. You marked it on{" "}
          {formatDate(toLocal(handOver.inRecordAt, app.device.clock.timeZone()).date)}.
        </p>
      )}
      <ButtonGroup>
        <Button onClick={() => copy("main")}>Copy text for your record system</Button>
        {text.notes !== undefined && (
          <Button variant="secondary" onClick={() => copy("notes")}>
            Copy professional notes
          </Button>
        )}
      </ButtonGroup>
      <div aria-live="polite">
        {copied && (
          <p>
            {copied === "main" ? "Text copied." : "Professional notes copied."} Paste it now, then clear the clipboard
            by copying something else.
          </p>
        )}
      </div>
      {byHand && (
        <TextArea
          id="copy-by-hand"
          label="This browser does not let the app copy. Select all of this text and copy it"
          rows={10}
          cap={1_000_000}
          value={text[byHand] ?? ""}
          onChange={() => undefined}
        />
      )}
      {(hasAll || isMarked) && handOver.inRecordAt === undefined && (
        <Button variant="secondary" onClick={markInRecord}>
          {isMarked ? "No patient record has it wrong now" : "I have pasted it into the record"}
        </Button>
      )}
      <ButtonGroup>
        {!isMarked && (
          <ButtonLink variant="secondary" href={`/contact/${record.id}/parent-copy`}>
            Parent copy
          </ButtonLink>
        )}
        <Button variant="secondary" onClick={() => model.print()}>
          Print record
        </Button>
        <Button variant="secondary" onClick={showFilePanel}>
          Save as a file
        </Button>
        <ButtonLink variant="secondary" href="/caseload">
          Back to caseload
        </ButtonLink>
      </ButtonGroup>
      {FilePanel && <FilePanel record={open.written ?? record} later={open.later ?? []} />}
    </div>
  );
}
