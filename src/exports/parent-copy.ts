import { draftNotice } from "../content/draft-notice.ts";
import { findAgainTexts, getHelpTexts, parentCopyHeadings, parentReminder } from "../content/parent-texts.ts";
import { guidanceSourceLabels } from "../domain/agreement.ts";
import type { Checklist } from "../domain/checklist.ts";
import type { FinalContact } from "../domain/contact.ts";
import { contactKindLabels } from "../domain/contact-kind.ts";
import { formatDate } from "../domain/dates.ts";
import type { Settings } from "../domain/settings.ts";
import { joined, lowerFirst, quoted, written } from "./free-text.ts";
import { type ParentPlan, type ParentVisible, pickParentVisible, type TopicState } from "./parent-visible.ts";

/** One printed side for the family. */
export interface ParentCopy {
  audience: "parent";
  title: string;
  /** When, what and who, and how to reach the team. */
  facts: { label: string; value: string }[];
  sections: ParentCopySection[];
  /** Which advice this is, so that it can be told apart from later advice. */
  footer: string;
}

/** A part of the copy under its heading: sentences, then a list whose entries have a lead, lines, or both. */
export interface ParentCopySection {
  id: "talked-about" | "agreed" | "different-nights" | "find-again" | "get-help" | "next-contact";
  heading: string;
  sentences: string[];
  items: { lead: string | undefined; lines: string[] }[];
}

/** What of the visitor's settings goes on the copy. */
export type ParentCopySettings = Pick<Settings, "redBookPlace"> & { you: Pick<Settings["you"], "teamPhone"> };

/**
 * The copy that the family keeps. It is written from `ParentVisible` alone: no answer about baby and home, concern,
 * observation, note, other person, NHS number or registration number can stand in it.
 */
export function parentCopy(
  contact: FinalContact,
  checklist: Checklist,
  options: { audience: "parent"; settings: ParentCopySettings },
): ParentCopy {
  const visible = pickParentVisible(contact, checklist);
  const { settings } = options;
  return {
    audience: options.audience,
    title: parentCopyHeadings.title,
    facts: facts(visible, settings),
    sections: [
      talkedAbout(visible),
      agreed(visible),
      differentNights(visible),
      findAgain(visible, settings),
      getHelp(settings),
      nextContact(visible),
    ].filter((section) => section.sentences.length > 0 || section.items.length > 0),
    footer: describeAdvice(checklist),
  };
}

function facts(visible: ParentVisible, { you }: ParentCopySettings): ParentCopy["facts"] {
  const { name, role } = visible.visitor;
  const all = [
    { label: "Date", value: formatDate(visible.date) },
    { label: "Contact", value: contactKindLabels[visible.kind] },
    { label: "Who came", value: joined([name, lowerFirst(role)], ", ") },
    { label: "Language", value: visible.language ?? "" },
    { label: "Team phone number", value: written(you.teamPhone) ?? "" },
    { label: "Next contact", value: visible.nextContact ? formatDate(visible.nextContact) : "" },
  ];
  return all.filter(({ value }) => value !== "");
}

function talkedAbout(visible: ParentVisible): ParentCopySection {
  const covered = visible.topics.filter((topic) => topic.state !== "later");
  const named = (...states: TopicState[]) =>
    joined(visible.topics.filter(({ state }) => states.includes(state)).map(({ short }) => lowerFirst(short)));
  const wentOver = named("went-over");
  const again = named("again", "later");
  return {
    id: "talked-about",
    heading: parentCopyHeadings.talkedAbout,
    sentences: [
      ...(wentOver ? [`We went over: ${wentOver}.`] : []),
      ...(again ? [`We will talk again about: ${again}.`] : []),
    ],
    items: covered.map(({ id, short }) => ({ lead: short, lines: [reminder(id, covered)] })),
  };
}

// How to set up a bed is never printed without when not to share one: the copy may not say, by what it adds or leaves
// out, whether anything makes it dangerous for this baby.
function reminder(id: string, covered: readonly { id: string }[]): string {
  const text = parentReminder(id) ?? "";
  const dangerId = id.replace(/-bed-safer$/, "-bed-danger");
  if (dangerId === id || covered.some((topic) => topic.id === dangerId)) return text;
  return joined([parentReminder(dangerId), text], " ");
}

function agreed(visible: ParentVisible): ParentCopySection {
  const followUps = visible.followUps.map(({ text, due }) => (due ? `${text} By ${formatDate(due)}.` : text));
  return {
    id: "agreed",
    heading: parentCopyHeadings.agreed,
    sentences: [],
    items: [
      ...visible.changedTogether.map((text) => ({ lead: "We changed together", lines: [text] })),
      ...plainItems(followUps),
    ],
  };
}

function differentNights(visible: ParentVisible): ParentCopySection {
  return {
    id: "different-nights",
    heading: parentCopyHeadings.differentNights,
    sentences: [],
    items: visible.plans.map((plan) => ({ lead: plan.event, lines: planLines(plan) })),
  };
}

function planLines(plan: ParentPlan): string[] {
  const part = (label: string, value: string | undefined) => (value === undefined ? undefined : `${label}: ${value}`);
  return [
    plan.picked,
    quoted(plan.words),
    part("Baby sleeps in", plan.place && lowerFirst(plan.place)),
    part("Sober and in charge", plan.inCharge),
    part("Who packs what", plan.whoPacks),
    part("Who else knows", plan.whoKnows),
    part("If it goes wrong", plan.ifItGoesWrong),
  ].filter((line) => line !== undefined);
}

function findAgain(visible: ParentVisible, { redBookPlace }: ParentCopySettings): ParentCopySection {
  const place = written(redBookPlace);
  const found = visible.guidanceSources.map((source) => guidanceSourceLabels[source]);
  return {
    id: "find-again",
    heading: parentCopyHeadings.findAgain,
    sentences: found.length > 0 ? [`You looked in: ${joined(found, ", ")}.`] : [],
    items: plainItems([...(place ? [`In your red book: ${place}`] : []), ...findAgainTexts]),
  };
}

function getHelp({ you }: ParentCopySettings): ParentCopySection {
  const phone = written(you.teamPhone);
  return {
    id: "get-help",
    heading: parentCopyHeadings.getHelp,
    sentences: [],
    items: plainItems([...getHelpTexts, ...(phone ? [`To reach your health visitor team, call ${phone}.`] : [])]),
  };
}

function plainItems(texts: readonly string[]): ParentCopySection["items"] {
  return texts.map((text) => ({ lead: undefined, lines: [text] }));
}

function nextContact(visible: ParentVisible): ParentCopySection {
  return {
    id: "next-contact",
    heading: parentCopyHeadings.nextContact,
    sentences: visible.nextContact ? [`We meet next on ${formatDate(visible.nextContact)}.`] : [],
    items: [],
  };
}

function describeAdvice(checklist: Checklist): string {
  const version = `Advice version ${checklist.version}, prepared ${formatDate(checklist.preparedOn)}.`;
  return checklist.signedOff ? version : `${version} ${draftNotice}.`;
}
