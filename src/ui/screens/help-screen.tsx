import { useState } from "preact/hooks";
import { type HelpBlock, type HelpPage, helpPages } from "../../content/help-pages.ts";
import { foldForSearch, matchesSearch } from "../../domain/summary.ts";
import { assertNever } from "../../shared/assert-never.ts";
import { BackLink } from "../components/back-link.tsx";
import { Page } from "../components/page.tsx";
import { TextInput } from "../components/text-input.tsx";

export interface HelpScreenProps {
  /** From the address. Without one, the list of all pages. */
  page?: string | undefined;
}

/** Help, which works locked, before set-up and without a network. */
export function HelpScreen({ page: id }: HelpScreenProps) {
  if (id === undefined) return <HelpList />;
  const page = helpPages.find((candidate) => candidate.id === id);
  return page === undefined ? <NoSuchPage /> : <HelpText key={id} page={page} />;
}

function HelpList() {
  const [query, setQuery] = useState("");
  const found = findPages(query);
  return (
    <Page title="Help" back={<BackLink href="/" />} width="reading">
      <TextInput id="help-search" label="Search help" type="search" value={query} onChange={setQuery} />
      <p role="status">{query.trim() === "" ? "" : describeFound(found.length)}</p>
      <ul class="nhsuk-list">
        {found.map(({ id, title }) => (
          <li key={id}>
            <a href={`/help/${id}`}>{title}</a>
          </li>
        ))}
      </ul>
    </Page>
  );
}

interface HelpTextProps {
  page: HelpPage;
}

function HelpText({ page: { title, blocks } }: HelpTextProps) {
  return (
    <Page title={title} back={<BackLink href="/help">All help</BackLink>} width="reading">
      {blocks.map((block, index) => (
        // The blocks of a page never change place.
        <Block key={index} block={block} />
      ))}
    </Page>
  );
}

interface BlockProps {
  block: HelpBlock;
}

function Block({ block }: BlockProps) {
  switch (block.kind) {
    case "p":
      return <p>{block.text}</p>;
    case "list":
      return <ul class="nhsuk-list nhsuk-list--bullet">{toItems(block.items)}</ul>;
    case "steps":
      return <ol class="nhsuk-list nhsuk-list--number">{toItems(block.items)}</ol>;
    default:
      return assertNever(block);
  }
}

function NoSuchPage() {
  return (
    <Page title="Page not found" back={<BackLink href="/help">All help</BackLink>} width="reading">
      <p>There is no such help page. Your records are safe.</p>
    </Page>
  );
}

function toItems(items: readonly string[]) {
  return items.map((item) => <li key={item}>{item}</li>);
}

function findPages(query: string): readonly HelpPage[] {
  const folded = foldForSearch(query);
  return helpPages.filter((page) => matchesSearch({ searchText: searchTextOf(page) }, folded));
}

function searchTextOf({ title, blocks }: HelpPage): string {
  return foldForSearch(
    [title, ...blocks.flatMap((block) => (block.kind === "p" ? block.text : block.items))].join(" "),
  );
}

function describeFound(count: number): string {
  if (count === 0) return "No help page has these words. Try fewer or other words.";
  return count === 1 ? "1 page found" : `${count} pages found`;
}
