import type { BabyId } from "./ids.ts";
import { isNightSpace, type SleepAnswers, type SleepSpace } from "./sleep-space.ts";

/** The places where a baby sleeps at night; without a baby, all night places, as before birth. */
export function nightSpacesOf(sleep: Pick<SleepAnswers, "spaces">, babyId?: BabyId): SleepSpace[] {
  return sleep.spaces.filter(
    (space) =>
      isNightSpace(space) && (babyId === undefined || space.babyIds.length === 0 || space.babyIds.includes(babyId)),
  );
}

/** Whether the visitor looked at a thing and it was a concern. */
export function sawConcern(sleep: Pick<SleepAnswers, "observations">, observationId: string): boolean {
  return sleep.observations[observationId]?.answer === "seen-concern";
}

/** Whether the visitor saw the place, in the room or on video. Being told of it is not seeing it. */
export function wasSeen(space: SleepSpace): boolean {
  return space.evidence?.how === "seen" || space.evidence?.how === "shown";
}

/** Whether the family said no to showing where baby sleeps. */
export function declinedToShow(sleep: Pick<SleepAnswers, "spaces" | "observations">): boolean {
  return (
    sleep.spaces.some(({ evidence }) => evidence?.how === "not-seen" && evidence.reason === "declined") ||
    ["OB-night", "OB-day", "OB-own"].some((id) => sleep.observations[id]?.answer === "not-seen-declined")
  );
}
