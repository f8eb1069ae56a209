import './node-version.mjs';
import { join } from 'node:path';
import { ensureInstalled, root, runNode } from './installation.mjs';

ensureInstalled({ dev: false });

runNode([join(root, 'server', 'app', 'commands', 'kith.ts'), ...process.argv.slice(2)]);
