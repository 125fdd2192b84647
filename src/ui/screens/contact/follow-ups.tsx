import { decide, patchStep } from "../../../domain/answering.ts";
import { declineReasonLabels, type FollowUpDecision, type OwnFollowUp } from "../../../domain/concerns.ts";
import { addDays, formatDate, toEnteredDate } from "../../../domain/dates.ts";
import type { ProposedFollowUp } from "../../../domain/follow-up-rules.ts";
import { useApp } from "../../app-context.ts";
import { Card } from "../../components/card.tsx";
import { Chips } from "../../components/chips.tsx";
import { DateInput } from "../../components/date-input.tsx";
import { LinkButton } from "../../components/link-button.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { optionsOf } from "./options.ts";
import type { StepProps } from "./step-props.ts";

/** What the answers propose to follow up: to take up, change, or decline with a reason; and the visitor's own. */
export function FollowUps(props: StepProps) {
  const { model, answers } = props;
  const app = useApp();
  const proposals = model.proposals.value;

  function addOwn() {
    const own: OwnFollowUp = {
      id: model.newEntryId(),
      action: "",
      owner: app.settings.value.value.you.name,
      due: toEnteredDate(addDays(app.today.value, 7)),
    };
    model.change((now) => patchStep(now, "concerns", { own: [...now.concerns.own, own] }));
  }

  return (
    <section aria-labelledby="follow-ups">
      <h2 class="nhsuk-heading-m" id="follow-ups">
        What to follow up
      </h2>
      {proposals.length === 0 && answers.concerns.own.length === 0 && <p>Nothing is proposed from today's answers.</p>}
      {proposals.map((proposal) => (
        <Proposal key={proposal.actionId} {...props} proposal={proposal} />
      ))}
      {answers.concerns.own.map((own, index) => (
        <OwnEntry key={own.id} {...props} own={own} index={index + 1} />
      ))}
      <LinkButton onClick={addOwn}>Add a follow-up of your own</LinkButton>
    </section>
  );
}

function Proposal({ model, answers, proposal }: StepProps & { proposal: ProposedFollowUp }) {
  const app = useApp();
  const decision = answers.concerns.decisions[proposal.actionId];
  const set = (next: FollowUpDecision | undefined, how: "tap" | "typing" = "tap") =>
    model.change((now) => decide(now, proposal.actionId, next), how);

  function choose(name: FollowUpDecision["decision"]) {
    if (name === "declined") set({ decision: "declined" });
    else {
      set({
        decision: "accepted",
        action: proposal.action,
        owner: app.settings.value.value.you.name,
        due: toEnteredDate(proposal.due),
      });
    }
  }

  return (
    <Card heading={proposal.because.join("; ")} headingLevel={3}>
      <p>
        {proposal.action} <span class="app-quiet">By {formatDate(proposal.due)}</span>
      </p>
      <Chips
        compact
        legend={`Decision: ${proposal.because.join("; ")}`}
        legendHidden
        name={`decision-${proposal.actionId}`}
        value={decision?.decision}
        options={[
          { value: "accepted", label: "Take this up" },
          { value: "declined", label: "Not needed" },
        ]}
        onChange={choose}
        onClear={() => set(undefined)}
      />
      {decision?.decision === "declined" && (
        <>
          <Chips
            compact
            legend="Why is it not needed?"
            name={`why-${proposal.actionId}`}
            value={decision.reason}
            options={optionsOf(declineReasonLabels)}
            onChange={(reason) => set({ ...decision, reason })}
          />
          {(decision.reason === "other" || decision.note) && (
            <TextInput
              id={`why-note-${proposal.actionId}`}
              label="The reason"
              value={decision.note ?? ""}
              onChange={(note) => set({ ...decision, note }, "typing")}
            />
          )}
        </>
      )}
      {decision?.decision === "accepted" && (
        <ActionFields
          prefix={proposal.actionId}
          value={decision}
          onChange={(patch) => set({ ...decision, ...patch }, "typing")}
        />
      )}
    </Card>
  );
}

function OwnEntry({ model, own, index }: StepProps & { own: OwnFollowUp; index: number }) {
  function change(patch: Partial<OwnFollowUp>) {
    model.change(
      (now) =>
        patchStep(now, "concerns", {
          own: now.concerns.own.map((entry) => (entry.id === own.id ? { ...entry, ...patch } : entry)),
        }),
      "typing",
    );
  }

  function remove() {
    model.change((now) => patchStep(now, "concerns", { own: now.concerns.own.filter((entry) => entry.id !== own.id) }));
  }

  return (
    <Card heading={`Your follow-up ${index}`} headingLevel={3}>
      <ActionFields prefix={`own-${index}`} value={own} onChange={change} />
      <LinkButton onClick={remove} visuallyHiddenText={`your follow-up ${index}`}>
        Remove
      </LinkButton>
    </Card>
  );
}

type ActionValue = Pick<OwnFollowUp, "action" | "owner" | "due">;

interface ActionFieldsProps {
  prefix: string;
  value: ActionValue;
  onChange: (patch: Partial<ActionValue>) => void;
}

function ActionFields({ prefix, value, onChange }: ActionFieldsProps) {
  return (
    <>
      <TextArea
        id={`${prefix}-action`}
        label="What will be done?"
        rows={2}
        value={value.action}
        onChange={(action) => onChange({ action })}
      />
      <TextInput
        id={`${prefix}-owner`}
        label="Who does it?"
        width={20}
        value={value.owner}
        onChange={(owner) => onChange({ owner })}
      />
      <DateInput id={`${prefix}-due`} legend="By when?" value={value.due} onChange={(due) => onChange({ due })} />
    </>
  );
}
