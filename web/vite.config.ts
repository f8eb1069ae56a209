import { fileURLToPath } from 'node:url';
import { lingui } from '@lingui/vite-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { themeCss } from './kernel/ui/theme/theme-css.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const THEME = 'virtual:theme.css';

/** Parts of `web/kernel` that nearly every page needs. */
const SHARED = [
  /kernel\/(api|session|realtime)\//,
  /shared\/refusals|app\/sign-in\/was-here|preload-helper/,
  /kernel\/i18n\/(format|language|index)/,
  /kernel\/ui\/(theme|keys\/(?!shortcut-list))/,
  /kernel\/ui\/feedback\/(toast|toasts|toaster|skeleton|empty-state|problem-note)\./,
  /kernel\/ui\/controls\/(button|tip|kbd|field|chip|avatar|initials|tabs)\./,
  /kernel\/objects\/(model\/|record\/(load|conflict-store)|forms\/(create-store|form-fields)|fields\/values)/,
];

const isShared = (id: string): boolean => SHARED.some((shape) => shape.test(id));

/** What the frame and a list of records are made of: the page that most people open first, in one file. */
const DESK = [
  /web\/app\/(shell\/|object-pages)/,
  /kernel\/objects\/(list\/|filter\/(filter-tree|wire-filter|filter-words)|fields\/show)/,
  /kernel\/ui\/(grid\/|feedback\/announce|controls\/(menu|panel|icon)\.)/,
];
const DESK_APART = /(cell-editor|condition-editor|bulk-edit)/;

const isDesk = (id: string): boolean => DESK.some((shape) => shape.test(id)) && !DESK_APART.test(id);

/** Packages behind every page; each in a file of its own would be thirty requests of a kilobyte. */
const VENDOR = [
  /node_modules\/(react|react-dom|scheduler|use-sync-external-store|clsx)\//,
  /node_modules\/(@tanstack|@lingui\/core|@mantine\/hooks|@tabler)\//,
];

const isVendor = (id: string): boolean => VENDOR.some((shape) => shape.test(id));

/** Serves the design tokens and Mantine's variables as one plain CSS file, so that no page writes a style tag. */
const themePlugin = (): Plugin => ({
  name: 'kith-theme',
  resolveId: (id) => (id === THEME ? '\0theme.css' : null),
  load: (id) => (id === '\0theme.css' ? themeCss() : null),
});

/** English texts without gaps are their own keys: only those with something to fill in need to travel. */
const leanEnglish = (): Plugin => ({
  name: 'kith-lean-english',
  enforce: 'post',
  transform: {
    filter: { id: /locales\/en\.po$/ },
    handler: (code) => {
      const literal = /JSON\.parse\(("(?:[^"\\]|\\.)*")\)/s.exec(code)?.[1];
      if (!literal) throw new Error(`the catalogue is not written as it was: ${code.slice(0, 80)}`);
      const texts = Object.entries(JSON.parse(JSON.parse(literal) as string) as Record<string, unknown>);
      const kept = texts.filter(([key, words]) => JSON.stringify(words) !== JSON.stringify([key]));
      return `export const messages = JSON.parse(${JSON.stringify(JSON.stringify(Object.fromEntries(kept)))});`;
    },
  },
});

/** The build of the web app: `vite build --config web/vite.config.ts --outDir DIR`; the server fills the nonce in. */
export default defineConfig({
  root,
  base: '/',
  plugins: [
    react(),
    lingui({ configPath: fileURLToPath(new URL('./kernel/i18n/lingui.config.ts', import.meta.url)) }),
    themePlugin(),
    leanEnglish(),
  ],
  build: {
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What nearly every page needs travels together; the rest splits by page as it falls.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: 'vendor', test: isVendor, priority: 3 },
            { name: 'kernel', test: isShared, priority: 2 },
            { name: 'desk', test: isDesk, priority: 1 },
            // Parts of the design system that several pages share.
            { name: 'parts', test: /node_modules\/(@mantine|@floating-ui)/, minShareCount: 8 },
          ],
        },
      },
      treeshake: {
        // A door (index.ts) may name screens that a page never opens; only styles and the start file act by loading.
        moduleSideEffects: (id: string) => id.endsWith('.css') || id.endsWith('main.tsx'),
      },
    },
  },
});
