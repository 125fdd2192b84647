import type { ClockDoubt } from "../../../domain/clock-check.ts";
import { useApp } from "../../app-context.ts";
import { Button } from "../../components/button.tsx";
import { WarningCallout } from "../../components/warning-callout.tsx";
import { describeClockDoubt, describeMoment } from "../../words/standing-words.ts";

export interface ClockNoticeProps {
  doubt: ClockDoubt;
}

/** Says that the device's clock may be wrong, and what depends on it. Nothing is stopped by it. */
export function ClockNotice({ doubt }: ClockNoticeProps) {
  const app = useApp();
  const { clock } = app.device;
  return (
    <aside class="app-screen-only nhsuk-width-container app-page" aria-label="This device's clock">
      <WarningCallout heading="This device's clock may be wrong">
        <p>
          {`It says ${describeMoment(clock.now(), clock.timeZone())}. ${describeClockDoubt(doubt, clock.timeZone())}`}
        </p>
        <p>
          Check the date and time in the device's settings, then go on. Until then, days that are due may be wrong, and
          records that you make say that the clock was in doubt.
        </p>
        {doubt.kind !== "before-the-app" && (
          <Button variant="secondary" onClick={() => app.clock.trust()}>
            I have checked. The clock is right
          </Button>
        )}
      </WarningCallout>
    </aside>
  );
}
