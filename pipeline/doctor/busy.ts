import { setTimeout as pause } from "node:timers/promises";
import { ApiAnswer } from "./api-answer";

/**
 * Asks again while the API server says that it is busy, for about ten seconds: it answers 429 when too many ask at once, and in
 * the moments after a CRD is made. https://kubernetes.io/docs/concepts/cluster-administration/flow-control/
 * @throws what it answers otherwise, or in the end
 */
export async function whileBusy<T>(
  ask: () => Promise<T>,
  wait: (milliseconds: number) => Promise<unknown> = pause,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ApiAnswer) || error.code !== 429 || attempt === 20) throw error;
      await wait(500);
    }
  }
}
