/** Told what becomes of messages. */
export interface MessageListener {
  arrived(messages: number, at: number): void;
  /** Replicas took them up to a moment; their waits lie evenly from one to the other. */
  taken(fromWait: number, toWait: number, messages: number, at: number): void;
}
