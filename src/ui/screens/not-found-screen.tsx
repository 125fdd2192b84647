import { Page } from "../components/page.tsx";

/** An address that leads nowhere. */
export function NotFoundScreen() {
  return (
    <Page title="Page not found" width="reading">
      <p>Your records are safe.</p>
      <p>
        <a href="/caseload">Go to your caseload</a>
      </p>
    </Page>
  );
}
