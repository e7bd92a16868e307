// Where an entry of the calendar lands, without the browser: days and times as the server writes them.

const DAY_MINUTES = 24 * 60;

export interface At {
  /** `2026-11-24`. */
  readonly day: string;
  /** `14:00`. */
  readonly time: string;
}

/** So many minutes and days later; within a day it stops at midnight. */
export function later(from: At, minutes: number, days: number): At {
  const [hour = 0, minute = 0] = from.time.split(":").map(Number);
  const moved = Math.min(Math.max(hour * 60 + minute + minutes, 0), DAY_MINUTES - 15);
  const day = new Date(`${from.day}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  const two = (number: number) => String(number).padStart(2, "0");
  return { day: day.toISOString().slice(0, 10), time: `${two(Math.floor(moved / 60))}:${two(moved % 60)}` };
}

/** How many days lie between two days. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** What a key with Shift does: minutes and days, in a month weeks and days; nothing for other keys. */
export function steps(key: string, inMonth: boolean): { minutes: number; days: number } | undefined {
  switch (key) {
    case "ArrowUp":
      return inMonth ? { minutes: 0, days: -7 } : { minutes: -15, days: 0 };
    case "ArrowDown":
      return inMonth ? { minutes: 0, days: 7 } : { minutes: 15, days: 0 };
    case "ArrowLeft":
      return { minutes: 0, days: -1 };
    case "ArrowRight":
      return { minutes: 0, days: 1 };
    default:
      return undefined;
  }
}
