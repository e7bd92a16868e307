// The numbers of a chart as the server writes them. All words, rates and units are written by the server.

export interface FlowPhase {
  readonly name: string;
  /** Deals that entered. */
  readonly entered: number;
  /** Of these, still there. */
  readonly stayed: number;
  /** The rate to the next phase, as text: 「54%」. */
  readonly rate?: string;
  readonly weak?: boolean;
  /** The list behind the bar. */
  readonly href?: string;
  /** The list behind its part that is still there. */
  readonly stayedHref?: string;
}

/** How deals flow through the phases. */
export interface FlowData {
  readonly kind: "flow";
  readonly enteredText: string;
  readonly stayedText: string;
  readonly unit: string;
  readonly phases: readonly FlowPhase[];
}

/** One series of bars, standing. */
export interface BarsData {
  readonly kind: "bars";
  readonly name: string;
  readonly unit: string;
  readonly bars: readonly { readonly name: string; readonly value: number; readonly href?: string }[];
}

export type ChartData = FlowData | BarsData;
