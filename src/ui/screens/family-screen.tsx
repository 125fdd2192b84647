import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { type ContactKind, contactKindLabels, contactKinds, describeContactKind } from "../../domain/contact-kind.ts";
import { contactToOffer, dueStatus, outstandingWindows } from "../../domain/due.ts";
import { babiesOf, type Family, familyLabel } from "../../domain/family.ts";
import type { SaveFailure } from "../../domain/repositories.ts";
import type { FamilyModel } from "../../state/family-model.ts";
import { useApp } from "../app-context.ts";
import { BackLink } from "../components/back-link.tsx";
import { Button } from "../components/button.tsx";
import { ButtonGroup } from "../components/button-group.tsx";
import { ButtonLink } from "../components/button-link.tsx";
import { Card } from "../components/card.tsx";
import { Details } from "../components/details.tsx";
import { ErrorSummary } from "../components/error-summary.tsx";
import { Page } from "../components/page.tsx";
import { clockCaution, describeAge, describeNext } from "../words/due-words.ts";
import { describeSaveFailure } from "../words/failures.ts";
import { FamilyDetails } from "./family/family-details.tsx";
import { FamilyTimeline } from "./family/family-timeline.tsx";
import { type FamilyPageProps, OpenFamilyById } from "./family/open-family.tsx";
import { WhatToFollowUp } from "./family/what-to-follow-up.tsx";
import { StandingPart } from "./standing-part.tsx";

export interface FamilyScreenProps {
  id?: string;
}

/** One family: the next contact, what to follow up, the contacts so far, and who they are. */
export function FamilyScreen({ id }: FamilyScreenProps) {
  return <OpenFamilyById id={id} page={FamilyPage} />;
}

function FamilyPage({ model, open }: FamilyPageProps) {
  const app = useApp();
  const family = open.family.value;
  const today = app.today.value;
  return (
    <Page title="Family" heading={familyLabel(family)} back={<BackLink href="/caseload">Caseload</BackLink>}>
      <p class="app-identity">{describeAge(keyDateOf(family), today)}</p>
      <NextContact model={model} family={family} />
      <WhatToFollowUp timeline={open.timeline} family={family} />
      <h2 class="nhsuk-heading-m">Contacts</h2>
      <FamilyTimeline timeline={open.timeline} />
      {family.contacts.some(({ handOver }) => handOver?.inRecordAt) && (
        <StandingPart part="RemovalOffer" family={family} />
      )}
      <h2 class="nhsuk-heading-m">Family details</h2>
      <FamilyDetails family={family} />
    </Page>
  );
}

function NextContact({ model, family }: { model: FamilyModel; family: Family }) {
  const app = useApp();
  const { route } = useLocation();
  const [failure, setFailure] = useState<SaveFailure | undefined>(undefined);
  const today = app.today.value;
  const basis = {
    born: family.stage.stage === "born",
    dueDate: family.stage.stage === "expecting" ? (family.stage.dueDate ?? undefined) : undefined,
    windows: outstandingWindows(family),
  };
  const due = dueStatus(basis, today);
  const draft = family.contacts.findLast((entry) => entry.status === "draft");
  const offered = contactToOffer(basis, today);
  const others = contactKinds.filter((kind) => kind !== offered && (kind === "antenatal") === !basis.born);

  async function start(kind: ContactKind) {
    const result = await model.start(kind);
    if (result.ok) route(`/contact/${result.value.id}/people`);
    else setFailure(result.error);
  }

  return (
    <Card>
      <ErrorSummary errors={failure ? [{ message: describeSaveFailure(failure) }] : []} />
      <p>{describeNext(due, today)}</p>
      {app.clock.doubt.value && <p>{clockCaution}</p>}
      {draft ? (
        <>
          <p>A {describeContactKind(draft.kind)} is begun and not finalised yet.</p>
          <ResumeLink model={model} contactId={draft.id} />
        </>
      ) : (
        <ButtonGroup>
          {due.status !== "record-birth" && (
            <Button onClick={() => start(offered)}>{`Start ${describeContactKind(offered)}`}</Button>
          )}
          {family.stage.stage === "expecting" && (
            <ButtonLink
              variant={due.status === "record-birth" ? "primary" : "secondary"}
              href={`/family/${family.id}/birth`}
            >
              Record birth
            </ButtonLink>
          )}
        </ButtonGroup>
      )}
      {!draft && (others.length > 0 || due.status === "record-birth") && (
        <Details summary="Start another contact">
          <ButtonGroup>
            {(due.status === "record-birth" ? [offered] : others).map((kind) => (
              <Button key={kind} variant="secondary" onClick={() => start(kind)}>
                {`Start ${describeContactKind(kind)}`}
              </Button>
            ))}
          </ButtonGroup>
        </Details>
      )}
    </Card>
  );
}

function ResumeLink({ model, contactId }: { model: FamilyModel; contactId: string }) {
  const state = model.state.value;
  const entry =
    state.status === "ready" ? state.value.timeline.find(({ entry: { id } }) => id === contactId) : undefined;
  const step = entry && "contact" in entry && entry.contact.status === "draft" ? entry.contact.resumeAt : undefined;
  const label = entry ? contactKindLabels[entry.entry.kind].toLowerCase() : "contact";
  return (
    <ButtonLink href={`/contact/${contactId}${step ? `/${step}` : ""}`}>{`Carry on with the ${label}`}</ButtonLink>
  );
}

function keyDateOf(family: Family) {
  if (family.stage.stage === "expecting") return { born: false, keyDate: family.stage.dueDate ?? undefined };
  const keyDate = babiesOf(family)
    .map((baby) => baby.birthDate)
    .sort()[0];
  return { born: true, keyDate };
}
