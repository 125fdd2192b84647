/** The texts that describe a control to a screen reader, in the order it reads them. */
export function descriptionOf(control: Element): (string | null)[] {
  const ids = control.getAttribute("aria-describedby")?.split(" ") ?? [];
  return ids.map((id) => document.getElementById(id)?.textContent ?? null);
}
