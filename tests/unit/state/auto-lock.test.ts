import * as fc from "fast-check";
import { expect, test } from "vitest";
import { AutoLock } from "../../../src/state/auto-lock.ts";
import { holds } from "../../support/holds.ts";

const minute = 60_000;

test("warns a minute before it locks, counts down, and locks when the time is up", () => {
  const { lock, pass, locked } = anAutoLock(5);

  pass(4 * minute - 1);
  expect(lock.warning.value).toBeUndefined();
  pass(1);
  expect(lock.warning.value).toBe(60);
  pass(59_001);
  expect(lock.warning.value).toBe(1);
  expect(locked()).toBe(0);
  pass(999);

  expect(locked()).toBe(1);
  expect(lock.warning.value).toBeUndefined();
});

test("a touch starts the time again, but not while the warning shows", () => {
  const { lock, pass, locked } = anAutoLock(5);

  pass(3 * minute);
  lock.touch();
  pass(3 * minute);
  expect(lock.warning.value).toBeUndefined();
  pass(minute);
  lock.touch();
  expect(lock.warning.value).toBe(60);
  pass(minute);

  expect(locked()).toBe(1);
});

test("tells how long nobody has touched the app", () => {
  const { lock, pass } = anAutoLock(5);

  pass(1_000);
  lock.touch();
  pass(7_000);

  expect(lock.untouchedFor).toBe(7_000);
});

test("choosing to stay ends the warning and starts the time again", () => {
  const { lock, pass, locked } = anAutoLock(5);

  pass(4 * minute + 30_000);
  lock.stay();
  expect(lock.warning.value).toBeUndefined();
  pass(4 * minute - 1);
  expect(lock.warning.value).toBeUndefined();
  pass(minute);

  expect(locked()).toBe(0);
});

test("with 1 minute allowed the warning leaves half of it in peace", () => {
  const { lock, pass } = anAutoLock(1);

  pass(29_999);
  expect(lock.warning.value).toBeUndefined();
  lock.touch();
  pass(30_000);

  expect(lock.warning.value).toBe(30);
});

test("a gap of more than a minute between two looks is sleep, and locks although somebody just touched it", () => {
  const { lock, jump, locked } = anAutoLock(15);

  jump(minute);
  lock.check();
  expect(locked()).toBe(0);
  jump(minute + 1);
  lock.touch();
  lock.check();

  expect(locked()).toBe(1);
});

test("time that passed while it was locked counts neither as sleep nor as idle", () => {
  const { lock, jump, pass, locked } = anAutoLock(5);

  jump(60 * minute);
  lock.stay();
  pass(minute);

  expect(locked()).toBe(0);
  expect(lock.warning.value).toBeUndefined();
});

test("whatever is touched when, it locks after the time allowed and never before, and warns in between", () => {
  const step = fc.record({ wait: fc.integer({ min: 0, max: 59_000 }), touch: fc.boolean() });
  holds(
    fc.property(fc.integer({ min: 1, max: 15 }), fc.array(step, { maxLength: 80 }), (minutes, steps) => {
      const { lock, jump, locked } = anAutoLock(minutes);
      let idle = 0;
      for (const { wait, touch } of steps) {
        if (touch && lock.warning.value === undefined) idle = 0;
        if (touch) lock.touch();
        jump(wait);
        idle += wait;
        lock.check();

        const left = minutes * minute - idle;
        expect(locked()).toBe(left <= 0 ? 1 : 0);
        if (left <= 0) return;
        expect(lock.warning.value === undefined).toBe(left > Math.min(minute, (minutes * minute) / 2));
        if (lock.warning.value !== undefined) expect(lock.warning.value).toBe(Math.ceil(left / 1000));
      }
    }),
  );
});

function anAutoLock(minutes: number) {
  let now = 1_000;
  let locks = 0;
  const lock = new AutoLock({
    monotonic: () => now,
    idleMinutes: () => minutes,
    lock: () => {
      locks += 1;
    },
  });
  return {
    lock,
    locked: () => locks,
    jump: (milliseconds: number) => {
      now += milliseconds;
    },
    /** Lets time go by with a look every second, as the app does, and one at the end. */
    pass(milliseconds: number) {
      const end = now + milliseconds;
      while (now < end) {
        now = Math.min(end, now + 1_000);
        lock.check();
      }
    },
  };
}
