// Messages of the live stream, without the browser: what they say and which frames they concern.

/** What changed: `{"id":123,"kind":"deal.moved","deal":7,"phases":[3,4]}`. */
export interface LiveEvent {
  readonly id: number;
  readonly kind: string;
  readonly deal?: number;
  readonly phases?: readonly number[];
}

/** The header by which the answer to a write names the event it caused. */
export const EVENT_HEADER = "Kizashi-Event";

const HEARD = 200;
const heard = new Set<number>();

/** This page draws what the answer says, so the stream need not tell it again. */
export function hearAnswer(headers: Pick<Headers, "get">): void {
  const id = Number(headers.get(EVENT_HEADER));
  if (id > 0) hear(id);
}

/** The event is drawn. */
export function hear(id: number): void {
  heard.add(id);
  if (heard.size > HEARD) heard.delete(Math.min(...heard));
}

/** Whether the event is drawn already. */
export function wasHeard(id: number): boolean {
  return heard.has(id);
}

/** Reads a message; undefined when it is not one, since a newer server may send more. */
export function parseEvent(data: string): LiveEvent | undefined {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const { id, kind, deal, phases } = value as Record<string, unknown>;
  if (typeof id !== "number" || typeof kind !== "string") return undefined;
  return {
    id,
    kind,
    ...(typeof deal === "number" ? { deal } : {}),
    ...(Array.isArray(phases) ? { phases: phases.filter((phase) => typeof phase === "number") } : {}),
  };
}

/** Selectors of the frames that a burst of events concerns, each once: the totals with any deal, the calendar with any activity. */
export function framesFor(events: readonly LiveEvent[]): Set<string> {
  const selectors = new Set<string>();
  for (const { deal, phases } of events) {
    for (const phase of phases ?? []) selectors.add(`#column_${phase}`);
    if (deal !== undefined) selectors.add(`#deal_${deal}`);
  }
  if (selectors.size > 0) selectors.add("#totals");
  for (const { kind } of events) if (kind.startsWith("activity.")) selectors.add("#calendar");
  return selectors;
}

/** The address that resumes after an event. */
export function resumeUrl(url: string, after: number, base: string): string {
  const resumed = new URL(url, base);
  if (after > 0) resumed.searchParams.set("after", String(after));
  return resumed.href;
}
