import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

// Where systems keep an installed Chrome, for machines that the packaged one does not run on.
const installed = [
  '/usr/bin/google-chrome',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * A real headless Chromium: CHROME_PATH, else the packaged one (Linux x64), else an installed Chrome. Answers the
 * reason as text when there is none, for `{ skip: reason }`. It ends with this process.
 */
export async function launchBrowser(): Promise<Browser | string> {
  const named = process.env['CHROME_PATH'];
  if (named) return chromium.launch({ executablePath: named });
  if (process.platform === 'linux' && process.arch === 'x64') return launchPackaged();
  const found = installed.find((path) => existsSync(path));
  if (found) return chromium.launch({ executablePath: found });
  return `no Chromium for ${process.platform}-${process.arch}: set CHROME_PATH`;
}

let unpacked: Promise<string> | undefined;

async function launchPackaged(): Promise<Browser> {
  unpacked ??= unpack();
  return chromium.launch({ executablePath: await unpacked });
}

/** It unpacks into the temporary folder, which takes a second or two, and, as root, resets that folder's mode: so it
 * gets one of its own, once for all stories of this process. */
async function unpack(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'kith-chromium-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    packaged.setGraphicsMode = false;
    return await packaged.executablePath();
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}
