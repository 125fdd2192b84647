import { useEffect, useRef } from "preact/hooks";

export interface FieldError {
  /** The same words as beside the field. */
  message: string;
  /** The `id` given to the field; left out when no field is at fault. */
  fieldId?: string | undefined;
  /** The page where it is put right, when that is another one. */
  href?: string | undefined;
}

export interface ErrorSummaryProps {
  errors: readonly FieldError[];
  /** Defaults to "There is a problem". */
  title?: string | undefined;
  /** Count the failed submits here: each new number moves the focus back to the summary. */
  attempt?: number | undefined;
}

/**
 * What went wrong, at the top of `<main>`. Takes the focus when it appears; its links put the focus into the field.
 * Renders nothing without errors. https://service-manual.nhs.uk/design-system/components/error-summary
 */
export function ErrorSummary({ errors, title = "There is a problem", attempt = 0 }: ErrorSummaryProps) {
  const summary = useRef<HTMLDivElement>(null);
  const hasErrors = errors.length > 0;

  // A new attempt with the same errors must be heard again.
  useEffect(() => {
    if (hasErrors) summary.current?.focus();
  }, [hasErrors, attempt]);

  if (!hasErrors) return null;
  return (
    <div class="nhsuk-error-summary" ref={summary} tabIndex={-1}>
      {/* The alert is a child, because focus moving to it at the same moment swallows the announcement. */}
      <div role="alert">
        <h2 class="nhsuk-error-summary__heading">{title}</h2>
        <div class="nhsuk-error-summary__body">
          <ul class="nhsuk-list nhsuk-error-summary__list">
            {errors.map((error) => (
              <li key={`${error.fieldId} ${error.message}`}>
                <ErrorLine {...error} />
              </li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  );
}

function ErrorLine({ message, fieldId, href }: FieldError) {
  if (href !== undefined) return <a href={href}>{message}</a>;
  if (fieldId === undefined) return message;
  return (
    <a href={`#${fieldId}`} onClick={(event) => goToField(event, fieldId)}>
      {message}
    </a>
  );
}

// The router would take the hash for a change of page, and a bare jump would leave the question itself off the screen.
function goToField(event: MouseEvent, fieldId: string): void {
  const target = document.getElementById(fieldId);
  if (target === null) return;
  event.preventDefault();
  const controls = "input, select, textarea, button, a[href]";
  const control = target.matches(controls) ? target : target.querySelector<HTMLElement>(controls);
  findQuestion(control ?? target)?.scrollIntoView();
  control?.focus({ preventScroll: true });
}

function findQuestion(control: HTMLElement): Element | null {
  const legend = control.closest("fieldset")?.querySelector("legend");
  if (legend) return legend;
  const labels: unknown = "labels" in control ? control.labels : null;
  return labels instanceof NodeList && labels[0] instanceof Element ? labels[0] : null;
}
