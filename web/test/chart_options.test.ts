import assert from "node:assert/strict";
import { test } from "node:test";
import { type Colours, options, shorten } from "../src/chart_options";

const colours: Colours = {
  ink: "ink",
  soft: "soft",
  line: "line",
  whole: "whole",
  part: "part",
  weak: "weak",
  weakPart: "weakPart",
  surface: "surface",
  font: "sans-serif",
  size: 14,
};

interface Series {
  name: string;
  data: { value: number; itemStyle?: { color: string; decal?: object } }[];
  label?: { formatter: (bar: { dataIndex: number }) => string };
}

test("the flow shows what entered, what stayed, and marks the weak phase by colour and pattern", () => {
  const { series, xAxis } = options(
    {
      kind: "flow",
      enteredText: "入った",
      stayedText: "留まっている",
      unit: "件",
      phases: [
        { name: "提案", entered: 61, stayed: 26, rate: "54%", weak: true },
        { name: "受注", entered: 24, stayed: 0 },
      ],
    },
    colours,
  ) as unknown as { series: [Series, Series]; xAxis: { data: string[] } };
  const [entered, stayed] = series;
  assert.deepEqual(xAxis.data, ["提案", "受注"]);
  assert.deepEqual(
    entered.data.map(({ value }) => value),
    [61, 24],
  );
  assert.equal(entered.label?.formatter({ dataIndex: 0 }), "61  {weak|54%→}");
  assert.equal(entered.label?.formatter({ dataIndex: 1 }), "24");
  assert.equal(stayed.data[0]?.itemStyle?.color, "weakPart");
  assert.ok(stayed.data[0]?.itemStyle?.decal);
  assert.equal(stayed.data[1]?.itemStyle?.decal, undefined);
});

test("a long name below a bar takes two lines at most", () => {
  assert.equal(shorten("ヒアリング・情報収集"), "ヒアリング・情報収集");
  assert.equal(shorten("契約条件の最終確認と社内稟議の通過待ち"), "契約条件の最終確認と社内稟議の…");
});
