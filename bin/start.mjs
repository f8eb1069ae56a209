import './node-version.mjs';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureInstalled, root, runNode } from './installation.mjs';
import { ensureWebBuilt } from './web-build.mjs';

ensureInstalled({ dev: false });

const servesPages = (process.env.ROLES || 'web,worker').split(',').some((role) => role.trim() === 'web');
const hasPages = existsSync(join(root, 'web', 'vite.config.ts'));
const built = servesPages && hasPages ? { WEB_DIR: ensureWebBuilt(resolve(process.env.DATA_DIR || './data')) } : {};

// A small young generation: an idle server holds some megabytes less, and no answer was slower for it.
const flags = ['--max-semi-space-size=8'];
runNode([...flags, join(root, 'server', 'main.ts'), ...process.argv.slice(2)], built);
