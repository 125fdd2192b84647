/** Lets whatever waits for this thread, such as a tap, go first. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
