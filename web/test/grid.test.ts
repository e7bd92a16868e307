import assert from "node:assert/strict";
import { test } from "node:test";
import { walk } from "../src/grid";

const lengths = [3, 0, 1, 5];

test("up and down stop at the ends of the column", () => {
  assert.deepEqual(walk(lengths, { column: 0, row: 0 }, "ArrowUp"), { column: 0, row: 0 });
  assert.deepEqual(walk(lengths, { column: 0, row: 1 }, "ArrowDown"), { column: 0, row: 2 });
  assert.deepEqual(walk(lengths, { column: 0, row: 2 }, "ArrowDown"), { column: 0, row: 2 });
});

test("left and right skip empty columns and fit the row to a shorter one", () => {
  assert.deepEqual(walk(lengths, { column: 0, row: 2 }, "ArrowRight"), { column: 2, row: 0 });
  assert.deepEqual(walk(lengths, { column: 3, row: 4 }, "ArrowLeft"), { column: 2, row: 0 });
});

test("the outermost columns are the edge", () => {
  assert.deepEqual(walk(lengths, { column: 3, row: 2 }, "ArrowRight"), { column: 3, row: 2 });
  assert.deepEqual(walk(lengths, { column: 0, row: 1 }, "ArrowLeft"), { column: 0, row: 1 });
});

test("Home and End are the ends of the column", () => {
  assert.deepEqual(walk(lengths, { column: 3, row: 2 }, "Home"), { column: 3, row: 0 });
  assert.deepEqual(walk(lengths, { column: 3, row: 2 }, "End"), { column: 3, row: 4 });
});
