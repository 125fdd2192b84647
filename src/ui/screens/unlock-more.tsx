import { useEffect, useState } from "preact/hooks";
import { useApp } from "../app-context.ts";
import { Button } from "../components/button.tsx";
import type { FieldError } from "../components/error-summary.tsx";
import { LinkButton } from "../components/link-button.tsx";
import { describeUnlockProblem } from "../words/failures.ts";
import { labelOf } from "./people-labels.ts";
import type { FormState } from "./setup-form.tsx";

export interface UnlockMoreProps {
  /** The form of the passphrase, whose summary says what went wrong here too. */
  form: FormState;
}

/** What some lock screens have beside the passphrase: the device's own screen lock, and other people. */
export function UnlockMore({ form }: UnlockMoreProps) {
  const app = useApp();
  const { vault } = app.workspace;
  const [hasScreenLock, setHasScreenLock] = useState(false);
  useEffect(() => {
    vault.waysIn().then(
      (ways) => setHasScreenLock(ways.some((way) => way.type === "passkey" && way.isUsableHere)),
      () => undefined, // the passphrase will say what is the matter with the store
    );
  }, [vault]);

  async function unlock(): Promise<FieldError[]> {
    const unlocked = await app.unlock({ kind: "screen-lock" });
    return unlocked.ok ? [] : [{ message: describeUnlockProblem(unlocked.error, "passphrase") }];
  }

  const users = app.people.list();
  return (
    <>
      {hasScreenLock && (
        <Button variant="secondary" busy={form.isBusy} onClick={() => form.submit(unlock)}>
          Unlock with this device's screen lock
        </Button>
      )}
      {users.length > 1 && <p>These are the records of {labelOf(app.people.current, users)}.</p>}
      <p>
        <LinkButton onClick={() => app.askWho()}>Someone else uses this device</LinkButton>
      </p>
    </>
  );
}
