import { useEffect } from "preact/hooks";
import { useLocation } from "preact-iso";

export interface RedirectProps {
  to: string;
}

/** Goes on to another address at once, and leaves no entry to come back to. */
export function Redirect({ to }: RedirectProps) {
  const { route } = useLocation();
  // Not again when `route` changes: it does so at every change of address.
  useEffect(() => route(to, true), [to]);
  return null;
}
