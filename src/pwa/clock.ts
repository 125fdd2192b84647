import type { Clock } from "../domain/device.ts";

/**
 * The device's clock. Its monotonic time goes by whichever of the two clocks moved further: `performance.now` may
 * stand still while the device sleeps, and the wall clock may be set back. The zone is asked of Temporal, because the
 * first `Intl.DateTimeFormat` of a page takes as long as unlocking a caseload.
 */
export function deviceClock(): Clock {
  let elapsed = 0;
  let lastSteady = performance.now();
  let lastWall = Date.now();
  return {
    now: () => new Date().toISOString(),
    timeZone: () => Temporal.Now.timeZoneId(),
    monotonic() {
      const steady = performance.now();
      const wall = Date.now();
      elapsed += Math.max(steady - lastSteady, wall - lastWall, 0);
      lastSteady = steady;
      lastWall = wall;
      return elapsed;
    },
    steady: () => performance.now(),
  };
}
