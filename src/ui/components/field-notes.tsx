import type { ComponentChildren } from "preact";

/** What every field may carry besides its label. Ids are derived from the field's own `id`. */
export interface FieldNotesProps {
  id: string;
  hint?: ComponentChildren | undefined;
  error?: string | undefined;
}

/**
 * The hint and the error message of a field, in the order a screen reader should meet them.
 * https://service-manual.nhs.uk/design-system/components/error-message
 */
export function FieldNotes({ id, hint, error }: FieldNotesProps) {
  return (
    <>
      {hint !== undefined && (
        <div class="nhsuk-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {error !== undefined && (
        <span class="nhsuk-error-message" id={`${id}-error`}>
          <span class="nhsuk-u-visually-hidden">Error: </span>
          {error}
        </span>
      )}
    </>
  );
}

/** The `aria-describedby` that ties `FieldNotes` (and any `extra` ids) to the control, or undefined when there is none. */
export function describedBy(
  { id, hint, error }: FieldNotesProps,
  ...extra: (string | undefined)[]
): string | undefined {
  const ids = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`, ...extra].filter(Boolean);
  return ids.length > 0 ? ids.join(" ") : undefined;
}
