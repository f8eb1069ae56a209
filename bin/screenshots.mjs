#!/usr/bin/env node
// Pictures of every page of a running Kith: npm run screenshots -- --url http://127.0.0.1:3000 --email E --password P
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const walk = spawn(`${root}node_modules/.bin/node`, [`${root}test/screenshots/walk.ts`, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
walk.on('exit', (code) => process.exit(code ?? 1));
