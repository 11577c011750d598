/**
 * Messages that arrive for one service: a rate for each window, and how evenly messages come inside it. After its last
 * window the traffic starts again.
 */
export interface Traffic {
  /** Whole seconds, at least 1. */
  windowSeconds: number;
  /** Messages a second, by window. */
  rates: Float64Array;
  /**
   * Coefficient of variation of the time between two messages, by window or for all: 0 evenly, 1 as a Poisson process, above
   * 1 in bursts.
   */
  variation: Float64Array | number;
}
