import { useEffect, useState } from "preact/hooks";
import type { CopyCheck, CopyFailure, SecondCopy } from "../../domain/second-copy.ts";
import type { Result } from "../../shared/result.ts";
import { putBackRecords } from "../../state/second-copy-model.ts";
import { useApp } from "../app-context.ts";
import { Button } from "../components/button.tsx";
import { copyUnavailable, describeCopyCheck, describeLeft } from "../words/second-copy-words.ts";

/** Whether the second copy on this device is written, what it has, and how to put back what the store lost. */
export function SettingsSecondCopy() {
  const app = useApp();
  const [copy, setCopy] = useState<SecondCopy>();
  const [check, setCheck] = useState<Result<CopyCheck, CopyFailure>>();
  const [left, setLeft] = useState(0);
  useEffect(() => {
    void app.workspace.secondCopy().then(setCopy, () => undefined);
  }, []);

  async function look(): Promise<void> {
    setLeft(0);
    setCheck(await copy?.check());
  }

  async function putBack(): Promise<void> {
    const result = await putBackRecords(app);
    await look();
    setLeft(result.ok ? result.value.left : 0);
  }

  if (copy === undefined) return null;
  const sentences = check?.ok ? describeCopyCheck(check.value) : [copyUnavailable];
  return (
    <>
      <h2>Second copy</h2>
      <p>
        {copy.isWritten
          ? "What you save is also written to a second copy on this device, apart from the browser's store. It is locked in the same way."
          : "The second copy on this device could not be written. Your records are saved. Free some space on this device, then check the second copy."}
      </p>
      <div role="status">
        {check !== undefined && sentences.map((sentence) => <p key={sentence}>{sentence}</p>)}
        {left > 0 && <p>{describeLeft(left)}</p>}
      </div>
      <Button variant="secondary" onClick={look}>
        Check the second copy
      </Button>
      {check?.ok && check.value.toPutBack > 0 && <Button onClick={putBack}>Put them back</Button>}
    </>
  );
}
