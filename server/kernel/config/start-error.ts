/** A reason not to start, told to the operator in one line: what is wrong and what to do. */
export class StartError extends Error {
  override name = 'StartError';
}
