import type { ComponentProps } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { StandingParts } from "./standing/standing-parts.ts";

let parts: StandingParts | undefined;

/**
 * A part of a page that concerns records after they were finalised. Its code is loaded when it is first shown. Nothing
 * stands there until then, nor if it does not load, so it may only be what the page can do without.
 */
export function StandingPart<Name extends keyof StandingParts>({
  part,
  ...props
}: { part: Name } & ComponentProps<StandingParts[Name]>) {
  const [, setLoaded] = useState(parts !== undefined);
  useEffect(() => {
    void loadStandingParts().then(
      () => setLoaded(true),
      () => undefined,
    );
  }, []);
  // The type says that these props are those of this part, but not in a way that the compiler follows.
  const Part = parts?.[part] as preact.ComponentType | undefined;
  return Part === undefined ? null : <Part {...props} />;
}

/** The parts, loaded once. */
export async function loadStandingParts(): Promise<StandingParts> {
  ({ standingParts: parts } = await import("./standing/standing-parts.ts"));
  return parts;
}
