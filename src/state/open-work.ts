/** Something that still has to be stored before the keys may go. */
export interface Flushable {
  flush(): Promise<boolean>;
  /** The store refused the last answer. */
  readonly isUnsaved: boolean;
  /** More idle time while a contact is open. */
  readonly isContact: boolean;
}

/** The longest that locking waits for a save under way. */
const flushMilliseconds = 2_000;

/** What is open on the screens, and is stored before the keys go. */
export class OpenWork {
  readonly #items = new Set<Flushable>();

  /** Adds `item` until the function that comes back is called. */
  add(item: Flushable): () => void {
    this.#items.add(item);
    return () => this.#items.delete(item);
  }

  get hasUnsaved(): boolean {
    return [...this.#items].some((item) => item.isUnsaved);
  }

  get hasContact(): boolean {
    return [...this.#items].some((item) => item.isContact);
  }

  async flush(): Promise<void> {
    await Promise.all([...this.#items].map((item) => item.flush()));
  }

  /** Lets go of everything, stored or not after the longest wait. */
  async close(): Promise<void> {
    const items = [...this.#items];
    this.#items.clear();
    let timer: ReturnType<typeof setTimeout> | undefined;
    await Promise.race([
      Promise.allSettled(items.map((item) => item.flush())),
      new Promise((resolve) => {
        timer = setTimeout(resolve, flushMilliseconds);
      }),
    ]);
    clearTimeout(timer);
  }
}
