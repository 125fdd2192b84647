import { expect, test } from "vitest";
import { delayAfter, WrongTries } from "../../../src/vault/wrong-tries.ts";
import { MemoryHeaderStore } from "./vault-support.ts";

function aClock(start = Date.UTC(2026, 10, 23)) {
  let time = start;
  return { now: () => time, pass: (seconds: number) => (time += seconds * 1000) };
}

test.each([
  [0, 0],
  [1, 0],
  [2, 0],
  [3, 0],
  [4, 2],
  [5, 5],
  [6, 15],
  [7, 30],
  [8, 60],
  [9, 60],
  [500, 60],
])("after %i wrong tries the wait is %i seconds", (count, seconds) => {
  expect(delayAfter(count)).toBe(seconds);
});

test("the wait runs down by the clock and outlives a restart", async () => {
  const store = new MemoryHeaderStore();
  const clock = aClock();
  const tries = new WrongTries(store, clock.now);
  for (let count = 0; count < 4; count++) await tries.addWrong();
  expect(await tries.addWrong()).toBe(5);

  clock.pass(0.5);
  const restarted = new WrongTries(store, clock.now);
  expect(await restarted.secondsLeft()).toBe(5);
  clock.pass(4.4);
  expect(await restarted.secondsLeft()).toBe(1);
  clock.pass(0.1);
  expect(await restarted.secondsLeft()).toBe(0);
});

test("a clock moved back never makes the wait longer than the delay", async () => {
  const store = new MemoryHeaderStore();
  const clock = aClock();
  const tries = new WrongTries(store, clock.now);
  for (let count = 0; count < 8; count++) await tries.addWrong();

  clock.pass(-365 * 24 * 3600);
  expect(await tries.secondsLeft()).toBe(60);
  clock.pass(59);
  expect(await tries.secondsLeft()).toBe(1);
  clock.pass(1);
  expect(await tries.secondsLeft()).toBe(0);
});

test("a right try forgets the wrong ones", async () => {
  const store = new MemoryHeaderStore();
  const tries = new WrongTries(store, aClock().now);
  for (let count = 0; count < 8; count++) await tries.addWrong();

  await tries.clear();

  expect(await tries.secondsLeft()).toBe(0);
  expect(await tries.addWrong()).toBe(0);
});

test("nothing is written when there was nothing to forget", async () => {
  const store = new MemoryHeaderStore();

  await new WrongTries(store, aClock().now).clear();

  expect(store.tries).toBeUndefined();
});

test.each([null, "many", { count: -1, lastAt: 0 }, { count: 8 }, { count: 8, lastAt: 0, more: 1 }])(
  "a count that cannot be read (%j) locks nobody out",
  async (found) => {
    const store = new MemoryHeaderStore();
    store.tries = found;

    expect(await new WrongTries(store, aClock().now).secondsLeft()).toBe(0);
  },
);
