/** One JSON log line as a line for a person: time, level if it matters, message, the other fields. */
export function readableLine(line: string): string {
  const { time, level, msg, err, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const parts = [String(time).slice(11, 19)];
  if (level !== 'info') parts.push(String(level).toUpperCase());
  if (msg !== undefined) parts.push(String(msg));
  parts.push(...Object.entries(fields).map(([name, value]) => `${name}=${plain(value)}`));
  return `${parts.join(' ')}\n${trace(err)}`;
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function trace(err: unknown): string {
  const { stack, message } = (err ?? {}) as { stack?: string; message?: string };
  const text = stack ?? message;
  return text ? `${text}\n` : '';
}
