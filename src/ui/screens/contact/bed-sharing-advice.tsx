import { doNotShareBedText } from "../../../content/bed-sharing-text.ts";
import {
  bedDangerFactors,
  bedSharingAdvice,
  type DangerFactor,
  describeDangerFactor,
} from "../../../domain/relevance.ts";
import { InsetText } from "../../components/inset-text.tsx";
import { WarningCallout } from "../../components/warning-callout.tsx";
import type { StepProps } from "./step-props.ts";

export interface BedSharingAdviceProps extends Pick<StepProps, "checklist" | "answers" | "subject"> {
  /** One line, for beside the topic. */
  short?: boolean;
}

/**
 * Which bed-sharing advice is for this baby; what nobody asked yet counts as present. What was asked alone is never
 * named here, because others may see the screen.
 */
export function BedSharingAdvice({ checklist, answers, subject, short }: BedSharingAdviceProps) {
  const advice = bedSharingAdvice(bedDangerFactors(checklist, answers, subject));
  if (advice.kind === "plan-ahead") return null;
  const isPresent = advice.because.some((factor) => factor.presence === "present");
  if (short && isPresent) return <InsetText>{doNotShareBedText}</InsetText>;
  const lines = [...new Set(advice.because.map((factor) => describe(factor, subject)))];
  if (!isPresent) {
    return (
      <InsetText>
        <p>Until these are known, the advice is not to share a bed:</p>
        <p class="app-quiet">{lines.map((line) => line.replace(": not known", "")).join(", ")}</p>
      </InsetText>
    );
  }
  return (
    <WarningCallout heading="For this baby the advice is not to share a bed">
      <ul class="nhsuk-list nhsuk-list--bullet">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </WarningCallout>
  );
}

function describe(factor: DangerFactor, subject: StepProps["subject"]): string {
  if (factor.list === "alone")
    return factor.presence === "present" ? "Something asked alone" : "Something to ask alone: not known";
  return describeDangerFactor(factor, subject);
}
