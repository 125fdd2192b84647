export interface SpinnerProps {
  /** What is on its way: "Loading contact". */
  label?: string | undefined;
}

/** Words with a ring that turns, or stands still for who asks for less motion. https://www.w3.org/TR/WCAG22/#status-messages */
export function Spinner({ label = "Loading" }: SpinnerProps) {
  return (
    <div class="app-spinner" role="status">
      <span class="app-spinner__ring" aria-hidden="true" />
      {label} …
    </div>
  );
}
