/** The file and the title of each test that a document names: `file`: "title" on a line of its own or after a dash. */
export function testsNamedIn(text: string): [file: string, title: string][] {
  return [...text.matchAll(/^ {2,4}(?:- )?`(tests\/[^`]+)`: "(.+)"$/gm)].map(([, file, title]) => [file!, title!]);
}

/** Whether the source calls a test by that very title, by itself or once for each entry of a table. */
export function hasTest(source: string, title: string): boolean {
  const quoted = [JSON.stringify(title), `\`${title}\``].map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const titles = source.matchAll(new RegExp(`\\(\\s*(?:${quoted.join("|")})\\s*,`, "g"));
  return [...titles].some(({ index }) => {
    const caller = source.slice(0, index);
    return /\b(?:test|it)$/.test(caller) || /\b(?:test|it)\.(?:each|for)(?:<[^()]*>)?$/.test(beforeLastCall(caller));
  });
}

/** The text without the "(...)" at its end; empty when there is none. */
function beforeLastCall(text: string): string {
  if (!text.endsWith(")")) return "";
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at--) {
    if (text[at] === ")") depth++;
    if (text[at] === "(" && --depth === 0) return text.slice(0, at);
  }
  return "";
}
