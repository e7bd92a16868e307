import assert from "node:assert/strict";
import { test } from "node:test";
import { composing, type Key, plainKey } from "../src/keyboard";

const enter: Key = { key: "Enter", isComposing: false, keyCode: 13 };

test("an Enter of its own is not a conversion", () => {
  assert.equal(composing(enter), false);
});

test("the Enter that confirms a conversion is one, also as Safari tells it", () => {
  assert.equal(composing({ ...enter, isComposing: true }), true);
  assert.equal(composing({ ...enter, keyCode: 229 }), true);
});

test("a shortcut is a key without a modifier", () => {
  assert.equal(plainKey({ key: "m", isComposing: false, keyCode: 77 }), true);
  assert.equal(plainKey({ key: "m", isComposing: false, keyCode: 77, metaKey: true }), false);
  assert.equal(plainKey({ key: "m", isComposing: true, keyCode: 77 }), false);
});
