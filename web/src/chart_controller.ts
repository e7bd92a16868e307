import { visit } from "@hotwired/turbo";
import type { Drawn } from "./chart";
import type { ChartData } from "./chart_data";
import { ListeningController } from "./listening_controller";

/** Draws the chart whose numbers stand in its JSON; ECharts is loaded only where a chart is. */
export class ChartController extends ListeningController {
  static override targets = ["data"];
  declare readonly dataTarget: HTMLScriptElement;

  #chart: Drawn | undefined;
  #resize: ResizeObserver | undefined;
  readonly #dark = matchMedia("(prefers-color-scheme: dark)");

  override connect(): void {
    this.listen(this.#dark, "change", this.#draw);
    this.listen(document, "turbo:before-cache", this.#clear);
    // Morphing a page brings new numbers and takes away what was drawn from the old ones.
    this.listen(document, "turbo:morph", this.#draw);
    void this.#draw();
  }

  override disconnect(): void {
    super.disconnect();
    this.#clear();
  }

  #draw = async (): Promise<void> => {
    const { draw } = await import("./chart");
    if (!this.element.isConnected) return;
    this.#clear();
    const data = JSON.parse(this.dataTarget.textContent ?? "null") as ChartData;
    const chart = draw(this.#canvas(), data, visit);
    this.#chart = chart;
    this.#resize = new ResizeObserver(() => chart.resize());
    this.#resize.observe(this.element);
  };

  #canvas(): HTMLElement {
    const canvas = document.createElement("div");
    canvas.className = "chart__canvas";
    this.element.append(canvas);
    return canvas;
  }

  #clear = (): void => {
    this.#resize?.disconnect();
    this.#chart?.dispose();
    this.#chart = undefined;
    this.element.querySelector(".chart__canvas")?.remove();
  };
}
