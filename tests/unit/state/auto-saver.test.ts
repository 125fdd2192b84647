import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { SaveFailure, Stored } from "../../../src/domain/repositories.ts";
import { err, ok, type Result } from "../../../src/shared/result.ts";
import { AutoSaver, type AutoSaverOptions } from "../../../src/state/auto-saver.ts";

interface Draft {
  text: string;
}

type SaveResult = Result<Stored<Draft>, SaveFailure>;

const start: Draft = { text: "start" };
const now = "2026-11-23T14:05:00Z";
const full: SaveFailure = { kind: "full" };

describe("a change", () => {
  test("says nothing of saving before there is one", () => {
    const { saver, saves } = aSaver();

    expect(saver.state.value).toEqual({ state: "untouched" });
    expect(saves).toEqual([]);
  });

  test("is saved only once the store has confirmed it", async () => {
    const { saver, saves, confirm } = aSaver();

    saver.change({ text: "a" }, "tap");
    await turn();
    expect(saves).toEqual([{ value: { text: "a" }, version: 1 }]);
    expect(saver.state.value).toEqual({ state: "saving" });
    await confirm();

    expect(saver.state.value).toEqual({ state: "saved", at: now });
    expect(saver.stored).toEqual({ value: { text: "a" }, version: 2 });
  });

  test("by a tap is saved once the tap is answered on the screen", async () => {
    const paint = aPaint();
    const { saver, saves } = aSaver(paint);

    saver.change({ text: "a" }, "tap");
    saver.change({ text: "b" }, "tap");
    await turn();
    expect(saver.state.value).toEqual({ state: "saving" });
    expect(saves).toEqual([]);
    paint.happen();
    await turn();

    expect(saves).toEqual([{ value: { text: "b" }, version: 1 }]);
  });

  test("that is flushed waits for no paint, and is saved once", async () => {
    const paint = aPaint();
    const { saver, saves, confirm } = aSaver(paint);

    saver.change({ text: "a" }, "tap");
    const flushed = saver.flush();
    await confirm();
    expect(await flushed).toBe(true);
    paint.happen();
    await turn();

    expect(saves).toEqual([{ value: { text: "a" }, version: 1 }]);
  });

  test("waits while another is on its way, and then only the newest is saved", async () => {
    const { saver, saves, confirm } = aSaver();

    for (const text of ["a", "b", "c"]) {
      saver.change({ text }, "tap");
      await turn();
    }
    expect(saves).toHaveLength(1);
    await confirm();
    expect(saver.state.value).toEqual({ state: "saving" });
    await confirm();

    expect(saves.map(({ value, version }) => [value.text, version])).toEqual([
      ["a", 1],
      ["c", 2],
    ]);
    expect(saver.state.value.state).toBe("saved");
  });

  test("back to what is stored needs no save to be saved", async () => {
    const { saver, saves } = aSaver();

    saver.change(start, "tap");
    await turn();

    expect(saves).toEqual([]);
    expect(saver.state.value).toEqual({ state: "saved", at: now });
  });

  test("that comes as the save before it ends is saved too", async () => {
    const { saver, saves, confirm } = aSaver();
    saver.change({ text: "a" }, "tap");
    await turn();
    const unsubscribe = saver.state.subscribe(({ state }) => {
      if (state === "saved" && saves.length === 1) saver.change({ text: "b" }, "tap");
    });

    await confirm();
    await confirm();
    unsubscribe();

    expect(saver.stored).toEqual({ value: { text: "b" }, version: 3 });
  });
});

describe("a save that fails", () => {
  test("says so, keeps the answer, and the next change tries again with the newest", async () => {
    const { saver, saves, confirm } = aSaver();

    saver.change({ text: "a" }, "tap");
    await confirm(full);
    expect(saver.state.value).toEqual({ state: "failed", failure: full });
    expect(saver.stored).toEqual({ value: start, version: 1 });
    saver.change({ text: "b" }, "tap");
    await confirm();

    expect(saves.at(-1)).toEqual({ value: { text: "b" }, version: 1 });
    expect(saver.state.value.state).toBe("saved");
  });

  test("is tried again by a flush, and keeps saying so until the store confirms", async () => {
    const { saver, saves, confirm } = aSaver();
    saver.change({ text: "a" }, "tap");
    await confirm(full);

    const flushed = saver.flush();
    await turn();
    expect(saver.state.value).toEqual({ state: "failed", failure: full });
    await confirm();

    expect(await flushed).toBe(true);
    expect(saves.map(({ value }) => value.text)).toEqual(["a", "a"]);
    expect(saver.state.value.state).toBe("saved");
  });

  test("does not hold up the change that came meanwhile", async () => {
    const { saver, confirm } = aSaver();
    saver.change({ text: "a" }, "tap");
    await turn();
    saver.change({ text: "b" }, "tap");

    await confirm(full);
    await confirm();

    expect(saver.stored).toEqual({ value: { text: "b" }, version: 2 });
    expect(saver.state.value.state).toBe("saved");
  });

  test("is a failure like any other when the store throws", async () => {
    const cause = new Error("gone");
    const saver = new AutoSaver<Draft>({
      stored: { value: start, version: 1 },
      save: () => Promise.reject(cause),
      now: () => now,
      afterPaint: atOnce,
    });

    saver.change({ text: "a" }, "tap");

    expect(await saver.flush()).toBe(false);
    expect(saver.state.value).toEqual({ state: "failed", failure: { kind: "unavailable", cause } });
  });
});

describe("typing", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("is saved once, after a pause", async () => {
    const { saver, saves } = aSaver();

    for (const text of ["a", "ab", "abc"]) {
      saver.change({ text }, "typing");
      await vi.advanceTimersByTimeAsync(399);
    }
    expect(saves).toEqual([]);
    expect(saver.state.value).toEqual({ state: "saving" });
    await vi.advanceTimersByTimeAsync(1);

    expect(saves.map(({ value }) => value.text)).toEqual(["abc"]);
  });

  test("goes with the next tap at once, and the pause saves nothing more", async () => {
    const { saver, saves, confirm } = aSaver();

    saver.change({ text: "a" }, "typing");
    saver.change({ text: "ab" }, "tap");
    await vi.advanceTimersByTimeAsync(0);
    expect(saves).toHaveLength(1);
    await confirm();
    await vi.advanceTimersByTimeAsync(1_000);

    expect(saves).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("is stored by a flush without waiting for the pause", async () => {
    const { saver, saves, confirm } = aSaver();

    saver.change({ text: "a" }, "typing");
    const flushed = saver.flush();
    await confirm();

    expect(await flushed).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
    expect(saves).toHaveLength(1);
  });

  test("pauses for as long as it is told to", async () => {
    const { saver, saves } = aSaver({ typingPause: 50 });

    saver.change({ text: "a" }, "typing");
    await vi.advanceTimersByTimeAsync(50);

    expect(saves).toHaveLength(1);
  });
});

describe("a flush", () => {
  test("with nothing to store is true at once and saves nothing", async () => {
    const { saver, saves } = aSaver();

    expect(await saver.flush()).toBe(true);
    expect(saves).toEqual([]);
    expect(saver.state.value).toEqual({ state: "untouched" });
  });

  test("joins the save that is under way", async () => {
    const { saver, saves, confirm } = aSaver();
    saver.change({ text: "a" }, "tap");
    const both = Promise.all([saver.flush(), saver.flush()]);
    await confirm();

    expect(await both).toEqual([true, true]);
    expect(saves).toHaveLength(1);
  });

  test("is false when the store refuses", async () => {
    const { saver, confirm } = aSaver();
    saver.change({ text: "a" }, "tap");
    const flushed = saver.flush();
    await confirm(full);

    expect(await flushed).toBe(false);
  });
});

type Step = { step: "tap" | "typing" } | { step: "flush" };

test("whatever the order of taps, saves and failures, no change is lost and nothing is called saved too early", async () => {
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 3, arbitrary: fc.record({ step: fc.constantFrom("tap" as const, "typing" as const) }) },
    { weight: 1, arbitrary: fc.record({ step: fc.constant("flush" as const) }) },
  );
  const failures = fc.infiniteStream(fc.constantFrom<SaveFailure | undefined>(undefined, undefined, full));

  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(step, { minLength: 1, maxLength: 12 }),
      failures,
      async (scheduler, steps, refusals) => {
        const disk = { value: start, version: 1 };
        let running = 0;
        let wanted = start;
        const saver = new AutoSaver<Draft>({
          stored: { ...disk },
          typingPause: 0,
          now: () => now,
          afterPaint: (action) => {
            let isCalledOff = false;
            void scheduler.schedule(Promise.resolve(), "paint").then(() => isCalledOff || action());
            return () => {
              isCalledOff = true;
            };
          },
          async save({ value, version }): Promise<SaveResult> {
            running += 1;
            expect(running).toBe(1);
            expect(version).toBe(disk.version);
            await scheduler.schedule(Promise.resolve(), `save ${value.text}`);
            running -= 1;
            const refusal = refusals.next().value;
            if (refusal !== undefined) return err(refusal);
            disk.value = value;
            disk.version += 1;
            // A copy, as a store gives it.
            return ok(structuredClone(disk));
          },
        });
        const unsubscribe = saver.state.subscribe(({ state }) => {
          if (state === "saved") expect(disk.value).toBe(wanted);
        });
        const flushes: Promise<unknown>[] = [];

        scheduler.scheduleSequence(
          steps.map(({ step: kind }, index) => ({
            label: `${kind} ${index}`,
            async builder() {
              if (kind === "flush") {
                flushes.push(saver.flush().then((isStored) => isStored && expect(disk.value).toBe(wanted)));
                return;
              }
              wanted = { text: String(index) };
              saver.change(wanted, kind);
            },
          })),
        );
        await scheduler.waitIdle();
        const last = saver.flush();
        await scheduler.waitFor(Promise.all([last, ...flushes]));

        expect(await last).toBe(disk.value === wanted);
        expect(saver.state.value.state === "saved").toBe(wanted !== start && disk.value === wanted);
        unsubscribe();
      },
    ),
    { numRuns: 300 },
  );
});

const atOnce = (action: () => void) => {
  action();
  return () => undefined;
};

/** A screen that paints when told to. */
function aPaint() {
  let waiting: (() => void)[] = [];
  return {
    afterPaint(action: () => void): () => void {
      waiting.push(action);
      return () => {
        waiting = waiting.filter((one) => one !== action);
      };
    },
    happen(): void {
      for (const action of waiting.splice(0)) action();
    },
  };
}

/** A saver whose saves wait to be confirmed or refused, one at a time. */
function aSaver(options: Partial<Pick<AutoSaverOptions<Draft>, "typingPause" | "afterPaint">> = {}) {
  const saves: Stored<Draft>[] = [];
  const waiting: ((result: SaveResult) => void)[] = [];
  const saver = new AutoSaver<Draft>({
    stored: { value: start, version: 1 },
    save(value) {
      saves.push(value);
      return new Promise((resolve) => waiting.push(resolve));
    },
    now: () => now,
    afterPaint: atOnce,
    ...options,
  });

  async function confirm(failure?: SaveFailure): Promise<void> {
    await turn();
    const save = saves.at(-1)!;
    const answer = waiting.shift()!;
    answer(failure ? err(failure) : ok({ value: structuredClone(save.value), version: save.version + 1 }));
    await turn();
  }

  return { saver, saves, confirm };
}

/** Lets everything go on that waits for nothing but its turn. */
async function turn(): Promise<void> {
  for (let count = 0; count < 10; count++) await Promise.resolve();
}
