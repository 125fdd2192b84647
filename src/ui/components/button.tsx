import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { classNames } from "./class-names.ts";

/** Primary is green and appears once on a page; reverse is for dark backgrounds; warning is for what cannot be undone. */
export type ButtonVariant = "primary" | "secondary" | "reverse" | "warning";

export interface ButtonProps {
  children: ComponentChildren;
  variant?: ButtonVariant | undefined;
  /** Defaults to "button", so that a button never submits by surprise. */
  type?: "button" | "submit" | undefined;
  /** Deaf to taps while true. */
  busy?: boolean | undefined;
  small?: boolean | undefined;
  id?: string | undefined;
  /** While a promise it returns is pending, the button is busy. */
  onClick?: ((event: MouseEvent) => unknown) | undefined;
}

/**
 * A button that cannot be set off twice by a double tap. It stays focusable while busy, because a `disabled` button
 * drops the focus of whoever pressed it. https://service-manual.nhs.uk/design-system/components/buttons
 */
export function Button({ children, variant = "primary", type = "button", busy, small, id, onClick }: ButtonProps) {
  const [isPending, setIsPending] = useState(false);
  // The second tap of a double tap can arrive before `isPending` has been drawn.
  const pending = useRef(false);
  const isMounted = useRef(true);
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);

  async function runOnce(event: MouseEvent): Promise<void> {
    if (busy || pending.current) {
      event.preventDefault();
      return;
    }
    const outcome = onClick?.(event);
    if (!(outcome instanceof Promise)) return;
    pending.current = true;
    setIsPending(true);
    try {
      await outcome;
    } finally {
      pending.current = false;
      if (isMounted.current) setIsPending(false);
    }
  }

  return (
    <button
      type={type}
      id={id}
      class={classNames(
        "nhsuk-button",
        variant !== "primary" && `nhsuk-button--${variant}`,
        small && "nhsuk-button--small",
      )}
      aria-disabled={busy || isPending ? "true" : undefined}
      onClick={runOnce}
    >
      {children}
    </button>
  );
}
