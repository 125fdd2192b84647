import type { LoadFailure } from "../../domain/repositories.ts";
import { BackLink } from "../components/back-link.tsx";
import { Page } from "../components/page.tsx";
import { describeLoadFailure } from "../words/failures.ts";

export interface LoadFailurePageProps {
  failure: LoadFailure;
  /** "family", "contact" or "record". */
  what: string;
  /** The name of what cannot be opened, where it is known from elsewhere. */
  name?: string | undefined;
}

/** A record that cannot be shown: which one, why, and what to do. The others are not touched by it. */
export function LoadFailurePage({ failure, what, name }: LoadFailurePageProps) {
  const heading =
    failure.kind === "missing" ? `This ${what} is not on this device` : `This ${what} could not be opened`;
  return (
    <Page title={heading} back={<BackLink href="/caseload">Caseload</BackLink>} width="reading">
      {name && <p>{name}</p>}
      <p>{describeLoadFailure(failure, what)}</p>
      <p>
        <a href="/caseload">Go to your caseload</a>
      </p>
    </Page>
  );
}
