import type { ComponentChildren } from "preact";
import { classNames } from "./class-names.ts";

export interface FormGroupProps {
  error?: string | undefined;
  className?: string | undefined;
  children: ComponentChildren;
}

/** The block around one question; it turns red when the question has an error. */
export function FormGroup({ error, className, children }: FormGroupProps) {
  return (
    <div class={classNames("nhsuk-form-group", error !== undefined && "nhsuk-form-group--error", className)}>
      {children}
    </div>
  );
}
