import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

export interface DialogProps {
  open: boolean;
  title: string;
  children: ComponentChildren;
  /** Buttons, the safest first. */
  actions?: ComponentChildren | undefined;
  /** Asked for with Escape. The dialog stays until `open` turns false. */
  onClose: () => void;
}

/**
 * A native modal dialog: the browser traps focus in it and gives focus back when it closes. The heading takes the focus
 * first, so that a key already on its way down does not press a button. https://www.w3.org/WAI/ARIA/apg/patterns/dialog-modal/
 */
export function Dialog({ open, title, children, actions, onClose }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();

  useEffect(() => {
    const element = dialog.current;
    if (!open || element === null) return;
    element.showModal();
    heading.current?.focus();
    return () => element.close();
  }, [open]);

  function requestClose(event: Event): void {
    event.preventDefault();
    onClose();
  }

  return (
    <dialog
      class="app-dialog"
      ref={dialog}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-body`}
      onCancel={requestClose}
      // A second Escape in a row closes it without asking; the page must hear of that too.
      onClose={() => open && onClose()}
    >
      {open && (
        <div class="app-dialog__content">
          <h2 class="app-dialog__title" id={`${id}-title`} tabIndex={-1} ref={heading}>
            {title}
          </h2>
          <div id={`${id}-body`}>{typeof children === "string" ? <p>{children}</p> : children}</div>
          {actions !== undefined && <div class="nhsuk-button-group">{actions}</div>}
        </div>
      )}
    </dialog>
  );
}
