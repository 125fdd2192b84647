import { useEffect, useState } from "preact/hooks";
import type { PassphraseProblem, UnlockProblem } from "../../domain/vault-access.ts";
import { useApp } from "../app-context.ts";

/** The time until the next try, after wrong ones. */
export interface Wait {
  /** 0 when a try is possible. */
  seconds: number;
  hasEnded: boolean;
  /** Begins to count down, if this problem asks for it. */
  startAfter(problem: UnlockProblem | PassphraseProblem): void;
}

/** Counts down the wait that the vault asks for. It goes by the device's clock, because timers sleep with the device. */
export function useWait(): Wait {
  const { clock } = useApp().device;
  const [endsAt, setEndsAt] = useState<number>();
  const [seconds, setSeconds] = useState(0);

  useEffect(() => {
    if (endsAt === undefined) return;
    const timer = setInterval(() => {
      const left = secondsUntil(endsAt, clock.monotonic());
      setSeconds(left);
      if (left === 0) clearInterval(timer);
    }, 1000);
    return () => clearInterval(timer);
  }, [endsAt, clock]);

  function startAfter(problem: UnlockProblem | PassphraseProblem): void {
    const wanted =
      problem.kind === "wrong-secret" ? problem.waitSeconds : problem.kind === "wait" ? problem.seconds : 0;
    if (wanted === 0) return;
    setSeconds(wanted);
    setEndsAt(clock.monotonic() + wanted * 1000);
  }

  return { seconds, hasEnded: endsAt !== undefined && seconds === 0, startAfter };
}

export interface WaitNoticeProps {
  wait: Wait;
}

/** The countdown in words. Only its end is announced: its start is part of the error, and every second would be noise. */
export function WaitNotice({ wait: { seconds, hasEnded } }: WaitNoticeProps) {
  return (
    <>
      {seconds > 0 && (
        <p class="app-numbers">
          You can try again in {seconds} {seconds === 1 ? "second" : "seconds"}.
        </p>
      )}
      <div aria-live="polite">{hasEnded && <p>You can try again now.</p>}</div>
    </>
  );
}

function secondsUntil(end: number, now: number): number {
  return Math.max(0, Math.ceil((end - now) / 1000));
}
