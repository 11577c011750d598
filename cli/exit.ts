/** Ends a command with a code, from anywhere in it. */
export class Exit extends Error {
  constructor(readonly code: 0 | 1 | 2) {
    super(`exit ${code}`);
  }
}
