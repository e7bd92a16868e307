import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import {
  clearDrafts,
  type Draft,
  differs,
  pruneDrafts,
  readDraft,
  removeDraft,
  writeDraft,
} from "../src/drafts";

class MemoryStore {
  readonly #items = new Map<string, string>();
  get length(): number {
    return this.#items.size;
  }
  key(index: number): string | null {
    return [...this.#items.keys()][index] ?? null;
  }
  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.#items.set(key, value);
  }
  removeItem(key: string): void {
    this.#items.delete(key);
  }
}

const draft: Draft = { version: "12", at: 1_000, fields: [["title", "原価管理"]] };
let store: MemoryStore;

beforeEach(() => {
  store = new MemoryStore();
});

test("a draft comes back as it was, until it is removed", () => {
  writeDraft(store, "3/deal/7", draft);
  assert.deepEqual(readDraft(store, "3/deal/7"), draft);
  removeDraft(store, "3/deal/7");
  assert.equal(readDraft(store, "3/deal/7"), undefined);
});

test("what is broken is no draft", () => {
  store.setItem("kizashi/draft/x", "{");
  assert.equal(readDraft(store, "x"), undefined);
  store.setItem("kizashi/draft/x", '{"fields":"no"}');
  assert.equal(readDraft(store, "x"), undefined);
});

test("a full store is no error", () => {
  const full = Object.assign(new MemoryStore(), {
    setItem() {
      throw new DOMException("full", "QuotaExceededError");
    },
  });
  writeDraft(full, "x", draft);
  assert.equal(readDraft(full, "x"), undefined);
});

test("old and broken drafts go, other items stay", () => {
  const day = 24 * 60 * 60 * 1000;
  writeDraft(store, "old", { ...draft, at: 0 });
  writeDraft(store, "new", { ...draft, at: 10 * day });
  store.setItem("kizashi/draft/broken", "{");
  store.setItem("theme", "dark");
  pruneDrafts(store, 15 * day);
  assert.deepEqual([store.key(0), store.key(1), store.length], ["kizashi/draft/new", "theme", 2]);
});

test("a draft differs by what it says, not by the order of its fields", () => {
  const fields: Draft["fields"] = [
    ["a", "1"],
    ["b", "2"],
  ];
  assert.equal(differs({ ...draft, fields }, [...fields].reverse()), false);
  assert.equal(differs({ ...draft, fields }, fields.slice(1)), true);
});

test("all drafts go when somebody signs out, other items stay", () => {
  writeDraft(store, "3/deal/7", draft);
  writeDraft(store, "4/deal/7", draft);
  store.setItem("theme", "dark");
  clearDrafts(store);
  assert.equal(store.length, 1);
  assert.equal(store.getItem("theme"), "dark");
});
