import assert from "node:assert/strict";
import { test } from "node:test";
import { framesFor, hear, hearAnswer, parseEvent, resumeUrl, wasHeard } from "../src/live_events";

test("a message says what changed", () => {
  const data = '{"id":123,"kind":"deal.moved","deal":7,"phases":[3,4]}';
  assert.deepEqual(parseEvent(data), { id: 123, kind: "deal.moved", deal: 7, phases: [3, 4] });
});

test("what is not a message is ignored, what is unknown in one is left out", () => {
  assert.equal(parseEvent("ping"), undefined);
  assert.equal(parseEvent("null"), undefined);
  assert.equal(parseEvent('{"id":"1","kind":"x"}'), undefined);
  assert.deepEqual(parseEvent('{"id":1,"kind":"x","deal":"7","phases":["3",4],"more":true}'), {
    id: 1,
    kind: "x",
    phases: [4],
  });
});

test("a burst reloads each frame once, and the totals with them", () => {
  const frames = framesFor([
    { id: 1, kind: "deal.moved", deal: 7, phases: [3, 4] },
    { id: 2, kind: "deal.moved", deal: 8, phases: [4, 5] },
  ]);
  assert.deepEqual([...frames], ["#column_3", "#column_4", "#deal_7", "#column_5", "#deal_8", "#totals"]);
});

test("an activity changes the calendar, with its deal or without", () => {
  const frames = framesFor([
    { id: 1, kind: "activity.changed" },
    { id: 2, kind: "activity.done", deal: 7 },
  ]);
  assert.deepEqual([...frames], ["#deal_7", "#totals", "#calendar"]);
});

test("an event that concerns no frame reloads nothing", () => {
  assert.equal(framesFor([{ id: 1, kind: "user.invited" }]).size, 0);
});

test("the first connection resumes after what the page shows", () => {
  assert.equal(
    resumeUrl("/live?board=1", 41, "https://x.test/board"),
    "https://x.test/live?board=1&after=41",
  );
  assert.equal(resumeUrl("/live", 0, "https://x.test/board"), "https://x.test/live");
});

test("only the newest events are remembered as drawn", () => {
  for (let id = 1; id <= 201; id += 1) hear(id);
  assert.equal(wasHeard(1), false);
  assert.equal(wasHeard(201), true);
});

test("an answer names the event that it draws", () => {
  hearAnswer(new Headers({ "Kizashi-Event": "900" }));
  hearAnswer(new Headers());
  assert.equal(wasHeard(900), true);
});
