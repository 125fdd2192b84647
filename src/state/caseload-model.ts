import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { CivilDate } from "../domain/dates.ts";
import { compareDue, type DueStatus, dueKey, dueStatus } from "../domain/due.ts";
import type { Family } from "../domain/family.ts";
import type { FamilyId } from "../domain/ids.ts";
import type { FamilyRepository } from "../domain/repositories.ts";
import { type FamilySummary, foldForSearch, summarise } from "../domain/summary.ts";
import { CaseloadSearch } from "./caseload-search.ts";
import type { Loadable } from "./loadable.ts";

/** Which families the caseload shows. */
export type CaseloadFilter = "due" | "drafts" | "all";

/** One row of the caseload. */
export interface CaseloadRow {
  summary: FamilySummary;
  due: DueStatus;
}

/** Rows shown before "Show 25 more". design.md 8: pages of 25, no virtual list. */
const pageSize = 25;

/** The families on this device, as the caseload lists them. Loaded once at unlock and kept up to date by every save. */
export class CaseloadModel {
  readonly state: ReadonlySignal<Loadable<null>>;
  readonly filter = signal<CaseloadFilter>("due");
  readonly query = signal("");
  /** Families whose record could not be read at all. */
  readonly setAside: ReadonlySignal<number>;
  readonly rows: ReadonlySignal<readonly CaseloadRow[]>;
  readonly visible: ReadonlySignal<readonly CaseloadRow[]>;
  readonly counts: ReadonlySignal<Record<CaseloadFilter, number>>;
  /** The family whose contact opens next, for when nothing is due. */
  readonly nextComing: ReadonlySignal<CaseloadRow | undefined>;

  readonly #state = signal<Loadable<null>>({ status: "loading" });
  readonly #summaries = signal<ReadonlyMap<FamilyId, FamilySummary>>(new Map());
  readonly #setAside = signal(0);
  readonly #limit = signal(pageSize);
  readonly #search = new CaseloadSearch<CaseloadRow>();
  /** Counts the loads, so that one that is overtaken by another or by locking shows nothing. */
  #loads = 0;

  constructor(today: ReadonlySignal<CivilDate>) {
    this.state = this.#state;
    this.setAside = this.#setAside;
    const sorted = computed(() => inOrder(this.#summaries.value.values(), today.value));
    const byFilter = computed(() => ({
      due: sorted.value.filter(({ due }) => isDue(due)),
      drafts: sorted.value.filter(({ summary }) => summary.draft !== undefined),
      all: sorted.value,
    }));
    this.counts = computed(() => ({
      due: byFilter.value.due.length,
      drafts: byFilter.value.drafts.length,
      all: byFilter.value.all.length,
    }));
    this.rows = computed(() => {
      const folded = foldForSearch(this.query.value);
      // A search looks through every family, whatever the filter shows.
      return folded === "" ? byFilter.value[this.filter.value] : this.#search.find(sorted.value, folded);
    });
    this.visible = computed(() => this.rows.value.slice(0, this.#limit.value));
    this.nextComing = computed(() => sorted.value.find(({ due }) => due.status === "coming"));
  }

  /** Reads the summaries of the unlocked store. */
  async load(families: FamilyRepository): Promise<void> {
    const load = ++this.#loads;
    this.#state.value = { status: "loading" };
    const result = await families.loadSummaries();
    if (load !== this.#loads) return;
    if (!result.ok) {
      this.#state.value = { status: "failed", failure: result.error };
      return;
    }
    const summaries = new Map<FamilyId, FamilySummary>();
    for (const summary of result.value.summaries) summaries.set(summary.id, summary);
    this.#summaries.value = summaries;
    this.#setAside.value = result.value.setAside;
    this.#state.value = { status: "ready", value: null };
  }

  /** Shows a family as it was just saved. */
  show(family: Family): void {
    this.#summaries.value = new Map(this.#summaries.value).set(family.id, summarise(family));
  }

  /** Shows a family no longer that was removed. */
  forget(id: FamilyId): void {
    const summaries = new Map(this.#summaries.value);
    summaries.delete(id);
    this.#summaries.value = summaries;
  }

  /** The name of a family, also when its own record cannot be opened. */
  labelOf(id: FamilyId): string | undefined {
    return this.#summaries.value.get(id)?.label;
  }

  /** The family that already has this NHS number. */
  familyWithNhsNumber(number: string): FamilySummary | undefined {
    return [...this.#summaries.value.values()].find((summary) => summary.searchText.includes(number));
  }

  search(query: string): void {
    this.query.value = query;
    this.#limit.value = pageSize;
  }

  showFilter(filter: CaseloadFilter): void {
    this.filter.value = filter;
    this.#limit.value = pageSize;
  }

  showMore(): void {
    this.#limit.value += pageSize;
  }

  /** Forgets everything, for locking. */
  clear(): void {
    this.#loads += 1;
    this.#state.value = { status: "loading" };
    this.#summaries.value = new Map();
    this.#setAside.value = 0;
    this.query.value = "";
    this.filter.value = "due";
    this.#limit.value = pageSize;
    this.#search.forget();
    // What was worked out from the families stays in memory until it is worked out again, from none.
    void this.visible.value;
    void this.nextComing.value;
  }
}

// What the due status of a summary is worked out from.
function basis(summary: FamilySummary) {
  return { born: summary.born, dueDate: summary.born ? undefined : summary.keyDate, windows: summary.windows };
}

// Ten thousand families are put in order at each unlock: those that are equally urgent are found by their key, and
// names are compared folded, as they begin the text to search in, which takes no rules of language.
function inOrder(summaries: Iterable<FamilySummary>, today: CivilDate): CaseloadRow[] {
  const groups = new Map<string, { due: DueStatus; rows: CaseloadRow[] }>();
  for (const summary of summaries) {
    const due = dueStatus(basis(summary), today);
    const key = dueKey(due);
    const group = groups.get(key);
    if (group) group.rows.push({ summary, due });
    else groups.set(key, { due, rows: [{ summary, due }] });
  }
  return [...groups.values()]
    .sort((a, b) => compareDue(a.due, b.due))
    .flatMap(({ rows }) => rows.sort((a, b) => compareNames(a.summary, b.summary)));
}

function compareNames(a: FamilySummary, b: FamilySummary): number {
  if (a.searchText === b.searchText) return 0;
  return a.searchText < b.searchText ? -1 : 1;
}

function isDue(due: DueStatus): boolean {
  return due.status === "overdue" || due.status === "due" || due.status === "record-birth";
}
