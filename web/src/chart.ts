// Charts by ECharts, in SVG. Loaded only by chart_controller; it is larger than everything else together.
import { BarChart } from "echarts/charts";
import { AriaComponent, GridComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import type { ChartData } from "./chart_data";
import { type Colours, options } from "./chart_options";

use([BarChart, GridComponent, TooltipComponent, AriaComponent, SVGRenderer]);

/** A drawn chart, as far as its controller needs it. */
export interface Drawn {
  resize(): void;
  dispose(): void;
}

/** Draws the data; a click on a bar that has a list behind it is told to `follow`. */
export function draw(canvas: HTMLElement, data: ChartData, follow: (href: string) => void): Drawn {
  const chart = init(canvas, null, { renderer: "svg" });
  chart.setOption(options(data, colours(canvas)));
  chart.on("click", ({ dataIndex, seriesIndex }) => {
    const href = hrefOf(data, dataIndex, seriesIndex);
    if (href) follow(href);
  });
  return chart;
}

/** The second series of a flow is what stayed. */
function hrefOf(data: ChartData, index: number, series = 0): string | undefined {
  if (data.kind === "bars") return data.bars[index]?.href;
  const phase = data.phases[index];
  return series === 1 ? phase?.stayedHref : phase?.href;
}

/** ECharts knows neither light-dark() nor oklch(), so a probe resolves each token to plain rgb. */
function colours(element: HTMLElement): Colours {
  const probe = document.createElement("span");
  element.append(probe);
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const resolve = (token: string): string => {
    probe.style.color = `var(--${token})`;
    const computed = getComputedStyle(probe).color;
    if (!context) return computed;
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = computed;
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
    return `rgb(${red}, ${green}, ${blue})`;
  };
  const found = {
    ink: resolve("ink"),
    soft: resolve("ink-soft"),
    line: resolve("line-strong"),
    whole: resolve("blue-tint"),
    part: resolve("blue"),
    weak: resolve("red-ink"),
    weakPart: resolve("red"),
    surface: resolve("raised"),
    font: getComputedStyle(element).fontFamily,
    size: Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
  };
  probe.remove();
  return found;
}
