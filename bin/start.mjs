import './node-version.mjs';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureInstalled, root, runNode } from './installation.mjs';
import { ensureWebBuilt } from './web-build.mjs';

ensureInstalled({ dev: false });

const servesPages = (process.env.ROLES || 'web,worker').split(',').some((role) => role.trim() === 'web');
const hasPages = existsSync(join(root, 'web', 'vite.config.ts'));
const built = servesPages && hasPages ? { WEB_DIR: ensureWebBuilt(resolve(process.env.DATA_DIR || './data')) } : {};

// A small young generation: an idle server holds some megabytes less, and no answer was slower for it. What was
// compiled once is kept for the next start.
const flags = ['--max-semi-space-size=8'];
const cache = {
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE || join(root, 'node_modules', '.cache', 'compiled'),
};
runNode([...flags, join(root, 'server', 'main.ts'), ...process.argv.slice(2)], { ...cache, ...built });
