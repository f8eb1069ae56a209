import './node-version.mjs';
import { join } from 'node:path';
import { ensureInstalled, root, runNode } from './installation.mjs';

ensureInstalled({ dev: true });

runNode([join(root, 'bench', 'main.ts'), ...process.argv.slice(2)]);
