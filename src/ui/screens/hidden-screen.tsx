import { useEffect } from "preact/hooks";
import { useApp } from "../app-context.ts";
import { Button } from "../components/button.tsx";
import { Page } from "../components/page.tsx";

/** What covers the screen at once: general advice that anyone may see, and nothing that tells of records. */
export function HiddenScreen() {
  const app = useApp();
  // After the page's own title, which names the product.
  useEffect(() => {
    document.title = title;
  }, []);

  return (
    <Page title={title} width="reading">
      <ul class="nhsuk-list nhsuk-list--bullet">
        <li>Put your baby down on their back for every sleep.</li>
        <li>Give your baby a clear, flat and firm place of their own to sleep.</li>
        <li>Keep your baby in the same room as you for every sleep, day and night, for the first 6 months.</li>
        <li>Never sleep on a sofa or armchair with your baby.</li>
      </ul>
      <Button
        variant="secondary"
        onClick={() => {
          app.hidden.value = false;
        }}
      >
        Back
      </Button>
    </Page>
  );
}

const title = "Safer sleep for babies";
