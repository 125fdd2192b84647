import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { ErrorSummary, type FieldError } from "../components/error-summary.tsx";

/** What a form shows of its last submit. */
export interface FormState {
  errors: readonly FieldError[];
  hasErrors: boolean;
  /** Counts failed submits, so that the same errors are read out again. */
  attempt: number;
  isBusy: boolean;
  /** The last submit found nothing wrong. */
  isDone: boolean;
  /** The words beside a field: the same as in the summary. */
  errorOf(fieldId: string): string | undefined;
  submit(run: () => Promise<readonly FieldError[]>): Promise<void>;
}

/** A form that looks for errors when it is submitted, never while somebody types, and submits once at a time. */
export function useForm(): FormState {
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [isBusy, setIsBusy] = useState(false);
  const [isDone, setIsDone] = useState(false);
  // A second press can arrive before `isBusy` has been drawn.
  const busy = useRef(false);

  async function submit(run: () => Promise<readonly FieldError[]>): Promise<void> {
    if (busy.current) return;
    busy.current = true;
    setIsBusy(true);
    setIsDone(false);
    try {
      const found = await run();
      setErrors(found);
      setIsDone(found.length === 0);
      if (found.length > 0) setAttempt((count) => count + 1);
    } finally {
      busy.current = false;
      setIsBusy(false);
    }
  }

  return {
    errors,
    hasErrors: errors.length > 0,
    attempt,
    isBusy,
    isDone,
    errorOf: (fieldId) => errors.find((error) => error.fieldId === fieldId)?.message,
    submit,
  };
}

export interface FormProps {
  form: FormState;
  /** Does what the form is for, or says what is wrong. */
  onSubmit: () => Promise<readonly FieldError[]>;
  children: ComponentChildren;
}

/** The form itself, with the summary of its errors above it. */
export function Form({ form, onSubmit, children }: FormProps) {
  function submit(event: Event): void {
    event.preventDefault();
    void form.submit(onSubmit);
  }

  return (
    <>
      <ErrorSummary errors={form.errors} attempt={form.attempt} />
      <form noValidate onSubmit={submit}>
        {children}
      </form>
    </>
  );
}
