// Drafts of forms in localStorage, without the DOM: what is kept, what is worth restoring, what is too old.

/** A field as a form sends it. */
export type Entry = readonly [name: string, value: string];

export interface Draft {
  /** The record's version when typing began, so that the server can show what others changed since. */
  readonly version: string;
  /** When it was last saved, in milliseconds. */
  readonly at: number;
  readonly fields: readonly Entry[];
}

const PREFIX = "kizashi/draft/";
const KEPT = 14 * 24 * 60 * 60 * 1000;

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

export function readDraft(store: Store, key: string): Draft | undefined {
  try {
    const draft = JSON.parse(store.getItem(PREFIX + key) ?? "null") as Draft | null;
    return draft && Array.isArray(draft.fields) ? draft : undefined;
  } catch {
    return undefined;
  }
}

/** A full or forbidden store only means that there is no draft. */
export function writeDraft(store: Store, key: string, draft: Draft): void {
  try {
    store.setItem(PREFIX + key, JSON.stringify(draft));
  } catch {
    return;
  }
}

export function removeDraft(store: Store, key: string): void {
  store.removeItem(PREFIX + key);
}

/** Drops drafts that nobody came back to. */
export function pruneDrafts(store: Store, now: number): void {
  for (const key of keysOf(store)) {
    const draft = readDraft(store, key.slice(PREFIX.length));
    if (!draft || now - draft.at > KEPT) store.removeItem(key);
  }
}

/** Drops all of them: whoever sits down here next is somebody else. */
export function clearDrafts(store: Store): void {
  for (const key of keysOf(store)) store.removeItem(key);
}

function keysOf(store: Store): string[] {
  const keys = Array.from({ length: store.length }, (_, index) => store.key(index) ?? "");
  return keys.filter((key) => key.startsWith(PREFIX));
}

/** Whether the draft holds anything that the form does not say already. */
export function differs(draft: Draft, current: readonly Entry[]): boolean {
  const flat = (entries: readonly Entry[]) =>
    JSON.stringify(entries.map(([name, value]) => `${name}=${value}`).sort());
  return flat(draft.fields) !== flat(current);
}
