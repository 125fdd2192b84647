/** Puts a mark on the browser's timeline once what is on the page now has been painted. Names nothing personal. */
export function markPainted(name: string): void {
  requestAnimationFrame(() => setTimeout(() => performance.mark(name)));
}
