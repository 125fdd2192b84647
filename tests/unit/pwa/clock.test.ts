import * as fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Moment } from "../../../src/domain/dates.ts";
import { deviceClock } from "../../../src/pwa/clock.ts";
import { holds } from "../../support/holds.ts";

let steady = 0;
let wall = 0;

beforeEach(() => {
  steady = 500;
  wall = Date.parse("2026-11-23T14:05:00Z");
  vi.spyOn(performance, "now").mockImplementation(() => steady);
  vi.spyOn(Date, "now").mockImplementation(() => wall);
});
afterEach(() => void vi.restoreAllMocks());

test("begins at nothing and counts with both clocks, not twice", () => {
  const clock = deviceClock();

  expect(clock.monotonic()).toBe(0);
  pass(1_000, 1_000);
  expect(clock.monotonic()).toBe(1_000);
  pass(1_000, 1_001);

  expect(clock.monotonic()).toBe(2_001);
});

test("counts the time a device slept, whichever clock stood still meanwhile", () => {
  const clock = deviceClock();

  pass(0, 600_000);
  expect(clock.monotonic()).toBe(600_000);
  pass(600_000, 0);

  expect(clock.monotonic()).toBe(1_200_000);
});

test("goes on when somebody sets the clock back, and never back itself", () => {
  const clock = deviceClock();

  pass(1_000, -3_600_000);
  expect(clock.monotonic()).toBe(1_000);
  pass(-5, -5);

  expect(clock.monotonic()).toBe(1_000);
});

test("whatever the clocks do, it never goes back nor falls behind the one that only goes on", () => {
  const step = fc.tuple(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: -1e9, max: 1e9 }));
  holds(
    fc.property(fc.array(step), (steps) => {
      const clock = deviceClock();
      const from = steady;
      let before = 0;
      for (const [steadily, onTheWall] of steps) {
        pass(steadily, onTheWall);
        const now = clock.monotonic();
        expect(now - before).toBeGreaterThanOrEqual(steadily);
        before = now;
      }
      expect(before).toBeGreaterThanOrEqual(steady - from);
    }),
  );
});

test("gives the moment and the zone in the form that records keep", () => {
  vi.restoreAllMocks();
  const clock = deviceClock();

  expect(Moment.safeParse(clock.now()).success).toBe(true);
  expect(Math.abs(Date.parse(clock.now()) - Date.now())).toBeLessThan(1_000);
  expect(() => new Intl.DateTimeFormat("en-GB", { timeZone: clock.timeZone() })).not.toThrow();
});

function pass(steadily: number, onTheWall: number): void {
  steady += steadily;
  wall += onTheWall;
}
