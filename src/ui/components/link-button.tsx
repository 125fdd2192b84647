import type { ComponentChildren } from "preact";

export interface LinkButtonProps {
  children: ComponentChildren;
  onClick: (event: MouseEvent) => unknown;
  /** What the words alone leave out, for screen readers: "Change" + "date of birth". */
  visuallyHiddenText?: string | undefined;
  id?: string | undefined;
}

/** An action that looks like a link but is a button, 44 px high. https://www.w3.org/TR/WCAG22/#target-size-minimum */
export function LinkButton({ children, onClick, visuallyHiddenText, id }: LinkButtonProps) {
  return (
    <button type="button" id={id} class="app-link-button" onClick={onClick}>
      {children}
      {visuallyHiddenText !== undefined && (
        <>
          {" "}
          <span class="nhsuk-u-visually-hidden">{visuallyHiddenText}</span>
        </>
      )}
    </button>
  );
}
