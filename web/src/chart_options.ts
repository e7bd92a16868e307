// From the server's numbers to ECharts' options; pure, so that it can be tested.
import type { BarSeriesOption } from "echarts/charts";
import type { EChartsCoreOption } from "echarts/core";
import type { BarsData, ChartData, FlowData } from "./chart_data";

export interface Colours {
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly whole: string;
  readonly part: string;
  readonly weak: string;
  readonly weakPart: string;
  readonly surface: string;
  readonly font: string;
  /** Of the page's text, in pixels. */
  readonly size: number;
}

/** So many wide characters fit below a bar, in at most two lines. */
const LINE = 8;

export function options(data: ChartData, colours: Colours): EChartsCoreOption {
  return data.kind === "flow" ? flow(data, colours) : bars(data, colours);
}

function flow(data: FlowData, colours: Colours): EChartsCoreOption {
  const { phases } = data;
  const whole: BarSeriesOption = {
    type: "bar",
    name: data.enteredText,
    barGap: "-100%",
    barCategoryGap: "18%",
    data: phases.map(({ entered }) => ({ value: entered })),
    itemStyle: { color: colours.whole, borderRadius: [4, 4, 0, 0] },
    emphasis: { disabled: true },
    label: {
      show: true,
      position: "top",
      fontWeight: "bold",
      color: colours.ink,
      formatter: ({ dataIndex }) => topLabel(data, dataIndex),
      rich: { weak: { color: colours.weak, fontWeight: "bold" }, rate: { color: colours.soft } },
    },
  };
  const part: BarSeriesOption = {
    type: "bar",
    name: data.stayedText,
    data: phases.map(({ stayed, weak }) => ({
      value: stayed,
      itemStyle: {
        color: weak ? colours.weakPart : colours.part,
        ...(weak
          ? {
              decal: {
                symbol: "rect",
                dashArrayX: [1, 0],
                dashArrayY: [3, 4],
                rotation: Math.PI / 4,
                color: "rgb(255 255 255 / 0.35)",
              },
            }
          : {}),
      },
    })),
    itemStyle: { opacity: 0.75, borderRadius: [4, 4, 0, 0] },
    emphasis: { disabled: true },
  };
  return { ...frame(data.phases, data.unit, colours), series: [whole, part] };
}

/** 「61」 above the bar, with the rate to the next phase beside it: 「61 54%→」. */
function topLabel({ phases }: FlowData, index: number): string {
  const phase = phases[index];
  if (!phase) return "";
  if (!phase.rate) return String(phase.entered);
  return `${phase.entered}  {${phase.weak ? "weak" : "rate"}|${phase.rate}→}`;
}

function bars(data: BarsData, colours: Colours): EChartsCoreOption {
  const series: BarSeriesOption = {
    type: "bar",
    name: data.name,
    data: data.bars.map(({ value }) => value),
    itemStyle: { color: colours.part, borderRadius: [4, 4, 0, 0] },
    label: { show: true, position: "top", color: colours.ink, fontWeight: "bold" },
    emphasis: { disabled: true },
  };
  return { ...frame(data.bars, data.unit, colours), series: [series] };
}

/** Two lines at most: the table has the whole name. */
export function shorten(name: string): string {
  return name.length > 2 * LINE ? `${name.slice(0, 2 * LINE - 1)}…` : name;
}

function frame(
  named: readonly { name: string; href?: string }[],
  unit: string,
  colours: Colours,
): EChartsCoreOption {
  const wraps = named.some(({ name }) => name.length > LINE);
  return {
    animation: false,
    textStyle: { fontFamily: colours.font, fontSize: colours.size * 0.86 },
    grid: { left: 0, right: 0, top: 24, bottom: wraps ? 44 : 26 },
    xAxis: {
      type: "category",
      data: named.map(({ name }) => name),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.part, width: 2 } },
      axisLabel: {
        color: colours.soft,
        fontSize: colours.size * 0.86,
        interval: 0,
        overflow: "break",
        width: LINE * colours.size * 0.86,
        formatter: shorten,
      },
    },
    yAxis: { type: "value", show: false, max: "dataMax" },
    tooltip: {
      trigger: "axis",
      axisPointer: { type: "none" },
      // Drawn in the SVG: ECharts' HTML tooltip writes style attributes, which the page's policy forbids.
      renderMode: "richText",
      backgroundColor: colours.surface,
      borderColor: colours.line,
      textStyle: { color: colours.ink, fontSize: colours.size * 0.86 },
      valueFormatter: (value: unknown) => `${String(value)}${unit}`,
    },
    cursor: named.some(({ href }) => href) ? "pointer" : "default",
  };
}
