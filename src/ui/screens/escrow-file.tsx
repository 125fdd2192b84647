import { useState } from "preact/hooks";
import { useApp } from "../app-context.ts";
import { Button } from "../components/button.tsx";
import { Details } from "../components/details.tsx";

/** The file for the organisation, to copy. It may be seen by anybody: only the private key opens it. */
export function EscrowFile({ file }: { file: string }) {
  const { device } = useApp();
  const [outcome, setOutcome] = useState("");

  async function copy(): Promise<void> {
    const copied = await device.copyText(file);
    setOutcome(copied.ok ? "Copied." : "The browser did not let the app copy. Select the text and copy it.");
  }

  return (
    <Details summary="The file that your organisation opens">
      <p>
        Whoever has the private key saves this text as a file and runs{" "}
        <code>age --decrypt --identity KEYFILE FILE</code>. It gives 12 recovery words for this device. The file stays
        on the device too, and says nothing to anybody else.
      </p>
      <textarea
        class="nhsuk-textarea"
        aria-label="File for your organisation"
        rows={8}
        readOnly
        spellcheck={false}
        translate={false}
        value={file}
      />
      <Button variant="secondary" onClick={copy}>
        Copy the file
      </Button>
      <p role="status">{outcome}</p>
    </Details>
  );
}
