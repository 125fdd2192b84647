import type { ContactKind } from "../../domain/contact-kind.ts";
import type { Release } from "../release.ts";
import factors from "./factors.json" with { type: "json" };
import followUps from "./follow-ups.json" with { type: "json" };
import nights from "./nights.json" with { type: "json" };
import observations from "./observations.json" with { type: "json" };
import antenatal from "./topics-antenatal.json" with { type: "json" };
import newBirth from "./topics-new-birth.json" with { type: "json" };
import sixToEightWeek from "./topics-six-to-eight-week.json" with { type: "json" };

const topics = { antenatal, "new-birth": newBirth, "six-to-eight-week": sixToEightWeek } as const;

/** The checklists prepared on 23 November 2026. */
export const release: Release = {
  version: "2026-11-23.1",
  checklist: (kind) => ({
    kind,
    version: "2026-11-23.1",
    signedOff: false,
    preparedOn: "2026-11-23",
    reviewDue: "2027-11-23",
    openingLine: "I have said a lot. I want to check I explained it well.",
    groups: topics[kind].groups,
    topics: topics[kind].topics,
    observations: askedAt(kind, observations),
    factors: askedAt(kind, factors),
    nights: askedAt(kind, nights),
    followUps,
  }),
};

type Entry = { contacts: string[]; item: object; antenatal?: object };

/** The items of one contact, in order. Before birth some are put in other words, or ask for a plan. */
function askedAt(kind: ContactKind, entries: readonly Entry[]): object[] {
  return entries
    .filter((entry) => entry.contacts.includes(kind))
    .map((entry) => (kind === "antenatal" ? { ...entry.item, ...entry.antenatal } : entry.item));
}
