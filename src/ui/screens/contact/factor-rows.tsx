import { setFactor, setFactorDetail } from "../../../domain/answering.ts";
import type { FactorItem } from "../../../domain/checklist.ts";
import { factorReplyLabels, resolveFactor } from "../../../domain/factors.ts";
import { babiesOf, babyLabel } from "../../../domain/family.ts";
import type { BabyId } from "../../../domain/ids.ts";
import { Chips } from "../../components/chips.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { optionsOf } from "./options.ts";
import type { StepProps } from "./step-props.ts";

export interface FactorRowsProps extends StepProps {
  items: readonly FactorItem[];
}

/** Every question by itself, with all its replies; for each baby of twins where the question is about the baby. */
export function FactorRows({ items, ...props }: FactorRowsProps) {
  const babies = babiesOf(props.subject);
  return (
    <>
      {items.map((item) =>
        item.perBaby && babies.length > 1 ? (
          babies.map((baby) => <FactorRow key={`${item.id}-${baby.id}`} {...props} item={item} babyId={baby.id} />)
        ) : (
          <FactorRow key={item.id} {...props} item={item} />
        ),
      )}
    </>
  );
}

function FactorRow({ model, answers, subject, item, babyId }: StepProps & { item: FactorItem; babyId?: BabyId }) {
  const resolved = resolveFactor(answers.factors, item, babyId);
  const name = babyId ? `${item.id}-${babyId}` : item.id;
  return (
    <div class="app-topic-row">
      <Chips
        compact
        legend={babyId ? `${babyLabel(subject, babyId)}: ${item.ask}` : item.ask}
        hint={resolved?.asked === "as-a-list" ? "Asked as a list" : item.hint}
        name={name}
        value={resolved?.asked === "by-itself" ? resolved.reply : undefined}
        options={optionsOf(factorReplyLabels)}
        onChange={(reply) => model.change((now) => setFactor(now, item, reply, babyId))}
        onClear={() => model.change((now) => setFactor(now, item, undefined, babyId))}
      />
      {resolved?.asked === "by-itself" && (resolved.reply !== "no" || resolved.detail) && (
        <TextInput
          id={`${name}-detail`}
          label={item.detailLabel ?? "More (optional)"}
          value={resolved.detail ?? ""}
          onChange={(detail) => model.change((now) => setFactorDetail(now, item, detail, babyId), "typing")}
        />
      )}
    </div>
  );
}
