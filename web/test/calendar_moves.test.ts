import assert from "node:assert/strict";
import { test } from "node:test";
import { daysBetween, later, steps } from "../src/calendar_moves";

test("an entry moves by minutes and days, over the ends of months and years", () => {
  const from = { day: "2026-11-30", time: "14:10" };
  assert.deepEqual(later(from, 15, 0), { day: "2026-11-30", time: "14:25" });
  assert.deepEqual(later(from, -15, 1), { day: "2026-12-01", time: "13:55" });
  assert.deepEqual(later({ day: "2027-01-01", time: "09:00" }, 0, -1), { day: "2026-12-31", time: "09:00" });
});

test("it stays within its day", () => {
  assert.deepEqual(later({ day: "2026-11-30", time: "00:10" }, -30, 0), { day: "2026-11-30", time: "00:00" });
  assert.deepEqual(later({ day: "2026-11-30", time: "23:30" }, 60, 0), { day: "2026-11-30", time: "23:45" });
});

test("only arrows are steps", () => {
  assert.deepEqual(steps("ArrowLeft", false), { minutes: 0, days: -1 });
  assert.equal(steps("Enter", false), undefined);
});

test("in a month an arrow goes a week up or down", () => {
  assert.deepEqual(steps("ArrowDown", true), { minutes: 0, days: 7 });
  assert.deepEqual(steps("ArrowRight", true), { minutes: 0, days: 1 });
});

test("days are counted over the ends of months", () => {
  assert.equal(daysBetween("2026-11-30", "2026-12-02"), 2);
  assert.equal(daysBetween("2027-03-29", "2027-03-27"), -2);
});
