import { formatDate } from "../../../domain/dates.ts";
import { babiesOf, babyLabel, carerRoleLabels, type Family, interpreterLabels } from "../../../domain/family.ts";
import { formatNhsNumber } from "../../../domain/nhs-number.ts";
import { Details } from "../../components/details.tsx";
import { SummaryList, type SummaryRow } from "../../components/summary-list.tsx";

export interface FamilyDetailsProps {
  family: Family;
}

/** Who the family are. Folded away, because the page is often open in front of others. */
export function FamilyDetails({ family }: FamilyDetailsProps) {
  const change = { href: `/family/${family.id}/edit` };
  return (
    <>
      <Details summary="Show details">
        <SummaryList rows={rows(family)} />
      </Details>
      <p>
        <a class="app-touch" href={change.href}>
          Change family details
        </a>
      </p>
    </>
  );
}

function rows(family: Family): SummaryRow[] {
  const { stage } = family;
  return [
    ...family.carers.map((carer) => ({ key: carerRoleLabels[carer.role], value: carer.name })),
    ...(stage.stage === "expecting"
      ? [{ key: "Due date", value: stage.dueDate ? formatDate(stage.dueDate) : "Not known" }]
      : []),
    ...babiesOf(family).flatMap((baby) => {
      const label = babyLabel(family, baby.id);
      const { gestation, birthWeightGrams, nhsNumber } = baby;
      return [
        { key: `${label}: born`, value: formatDate(baby.birthDate) },
        ...(gestation
          ? [{ key: `${label}: born at`, value: `${gestation.weeks} weeks and ${gestation.days} days` }]
          : []),
        ...(birthWeightGrams ? [{ key: `${label}: birth weight`, value: `${birthWeightGrams}g` }] : []),
        ...(nhsNumber ? [{ key: `${label}: NHS number`, value: formatNhsNumber(nhsNumber) }] : []),
      ];
    }),
    ...(family.language ? [{ key: "Language", value: family.language }] : []),
    ...(family.interpreter ? [{ key: "Interpreter", value: interpreterLabels[family.interpreter] }] : []),
    ...(family.phone ? [{ key: "Phone", value: family.phone }] : []),
    ...(family.localRecordId ? [{ key: "Local record number", value: family.localRecordId }] : []),
  ];
}
