import pino from 'pino';
import type { Config } from '#kernel/config';
import { readableLine } from './readable-line.ts';

/** The only way to write a log line; `log.child({…})` adds lasting fields. */
export type Log = pino.Logger;

const secretNames = ['password', 'token', 'secret', 'cookie', 'authorization', 'set-cookie'];

const redact = {
  // Field names with a dash need brackets in pino's paths.
  paths: secretNames.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]),
  censor: '[hidden]',
};

/** A logger to standard output: JSON lines, or readable lines when a person watches; secrets are hidden. */
export function createLog(
  config: Pick<Config, 'logLevel'>,
  out: { isTTY?: boolean; write(text: string): unknown } = process.stdout,
): Log {
  const options: pino.LoggerOptions = { level: config.logLevel, base: null, redact, formatters: { level: named } };
  return pino({ ...options, timestamp: pino.stdTimeFunctions.isoTime }, out.isTTY ? readable(out) : out);
}

function named(label: string): { level: string } {
  return { level: label };
}

function readable(out: { write(text: string): unknown }): pino.DestinationStream {
  return { write: (line) => void out.write(readableLine(line)) };
}
