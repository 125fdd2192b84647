import { checklistFor } from "../../content/checklists.ts";
import { draftNotice } from "../../content/draft-notice.ts";
import { provenanceOf } from "../../content/provenance.ts";
import type { Checklist } from "../../domain/checklist.ts";
import { type CivilDate, daysBetween, formatDate } from "../../domain/dates.ts";
import type { Source } from "../../domain/provenance.ts";
import { useApp } from "../app-context.ts";
import { BackLink } from "../components/back-link.tsx";
import { Details } from "../components/details.tsx";
import { Page } from "../components/page.tsx";
import { SummaryList } from "../components/summary-list.tsx";
import { WarningCallout } from "../components/warning-callout.tsx";

/** Which app this is, what its advice rests on, and under what terms it comes. */
export function SettingsAbout() {
  const { device, today } = useApp();
  // The three checklists of a version share its dates and its sources.
  const advice = checklistFor("new-birth");
  const sources = provenanceOf(advice.version)?.sources ?? [];
  return (
    <Page title="About" back={<BackLink href="/settings">Settings</BackLink>} width="reading">
      <ReviewWarning advice={advice} today={today.value} />
      <p>This is not an official NHS product.</p>
      <SummaryList
        rows={[
          { key: "App version", value: device.buildId },
          { key: "Advice version", value: advice.version },
          { key: "Prepared", value: formatDate(advice.preparedOn) },
          { key: "Review due", value: formatDate(advice.reviewDue) },
          { key: "Sign-off", value: advice.signedOff ? "Signed off by a clinical lead" : draftNotice },
        ]}
      />
      <h2>Sources</h2>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {sources.map((source) => (
          <li key={source.id}>
            {source.publisher}, {source.title}
            {source.year === undefined ? "" : `, ${source.year}`}. {readingLabels[source.reading]}.
            {source.url !== undefined && (
              <>
                {" "}
                <a href={source.url} target="_blank" rel="noopener noreferrer">
                  {source.url}
                  <span class="nhsuk-u-visually-hidden"> (opens in a new tab)</span>
                </a>
              </>
            )}
          </li>
        ))}
      </ul>
      <h2>Licence</h2>
      <p>
        Safer Sleep Contacts, copyright 2026 its authors, is free software under the MIT licence. You may use, change
        and share it. It comes without any warranty.
      </p>
      <p>Its look is made with nhsuk-frontend, copyright 2019 NHS.UK, which comes under the MIT licence too.</p>
      <Details summary="Text of the MIT licence">
        {mitLicence.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </Details>
    </Page>
  );
}

interface ReviewWarningProps {
  advice: Checklist;
  today: CivilDate;
}

function ReviewWarning({ advice, today }: ReviewWarningProps) {
  if (daysBetween(advice.reviewDue, today) < 0) return null;
  return (
    <WarningCallout heading="The advice is due for review">
      {`It was prepared on ${formatDate(advice.preparedOn)}. Its review was due on ${formatDate(advice.reviewDue)}. Check with your team before you use it.`}
    </WarningCallout>
  );
}

const readingLabels: Record<Source["reading"], string> = {
  read: "Read in the publisher's own words",
  "second-hand": "Read as others repeat it",
  "general-knowledge": "From general knowledge, not read for this version",
};

// The terms ask that this notice comes with every copy.
const mitLicence = [
  "Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the “Software”), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:",
  "The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.",
  "The Software is provided “as is”, without warranty of any kind, express or implied, including but not limited to the warranties of merchantability, fitness for a particular purpose and noninfringement. In no event shall the authors or copyright holders be liable for any claim, damages or other liability, whether in an action of contract, tort or otherwise, arising from, out of or in connection with the Software or the use or other dealings in the Software.",
];
