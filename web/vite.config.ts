import { fileURLToPath } from 'node:url';
import { lingui } from '@lingui/vite-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { themeCss } from './kernel/ui/theme/theme-css.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const THEME = 'virtual:theme.css';

/** The way from sign-in to a list of records, which most people go first: one file for our code, one for others'. */
const START = [
  /theme\.css/,
  /kernel\/(api|session|realtime)\//,
  /shared\/(refusals|design\/tokens)|preload-helper/,
  /kernel\/i18n\/(format|language|index)/,
  /kernel\/ui\/(index|theme\/|grid\/|keys\/|controls\/(?!date|quick|select))/,
  /kernel\/ui\/feedback\/(toast|toasts|toaster|skeleton|empty-state|problem-note|announce|feedback)\./,
  /kernel\/ui\/feedback\/(dialog|return-focus)\./,
  /kernel\/objects\/(model\/|list\/(?!cell-editor|view-menu)|select\/(?!bulk-edit|run-action))/,
  /kernel\/objects\/filter\/(?!condition|group|field|part)/,
  /kernel\/objects\/(group\/group-by|colours\/use-colours)/,
  /kernel\/objects\/(forms\/(create-store|form-fields)|fields\/(values|show|money-total|fields\.css))/,
  /kernel\/objects\/(record\/(load|conflict-store)|undo\/undo-(store|changes)|work\/followed)/,
  /kernel\/objects\/(past\/(past|as-of|use-zone)|looks\/|fields\/reading|calendar\/span)/,
  /kernel\/objects\/(paste\/(use-pasting|tab-text|copy-cell)|sort\/sort-terms)/,
  /web\/app\/(shell\/|modules|object-pages|failed-page|start-page|icon)/,
  /web\/app\/sign-in\/(?!setup|sample|places|invitation|reset|return|other-ways|next-page|passkey)/,
  /web\/modules\/\w+\/(index|present-company|parts\/(export-action|tasks-by-day))\./,
];

/** Packages behind every page; each in a file of its own would be thirty requests of a kilobyte. */
const VENDOR = [
  /node_modules\/(react|react-dom|scheduler|use-sync-external-store|clsx|tslib)\//,
  /node_modules\/(react-remove-scroll|react-remove-scroll-bar|react-style-singleton)\//,
  /node_modules\/(use-callback-ref|use-sidecar|get-nonce)\//,
  /node_modules\/(@tanstack|@lingui\/core|@mantine\/hooks|@tabler|@floating-ui)\//,
  /@mantine\/core\/esm\/(core|utils)\//,
  /@mantine\/core\/esm\/components\/(Menu|ScrollArea|Tooltip|Popover|Input|Transition|Portal|Loader|CloseButton)\//,
  /@mantine\/core\/esm\/components\/(Overlay|Paper|UnstyledButton|FocusTrap|VisuallyHidden)\//,
  /@mantine\/core\/esm\/components\/(Checkbox\/CheckIcon|Radio\/RadioIcon|Accordion\/AccordionChevron)/,
];

/** What windows and forms are made of: asked for with the first of them. */
const VENDOR_FORMS = [
  /@mantine\/core\/esm\/components\/(Select|Combobox|MultiSelect|Pill|PillsInput|InputBase)\//,
  /@mantine\/core\/esm\/components\/(Modal|ModalBase|Drawer)\//,
];

const isOneOf = (shapes: RegExp[]) => (id: string) => shapes.some((shape) => shape.test(id));

/** Serves the design tokens and Mantine's variables as one plain CSS file, so that no page writes a style tag. */
const themePlugin = (): Plugin => ({
  name: 'kith-theme',
  resolveId: (id) => (id === THEME ? '\0theme.css' : null),
  load: (id) => (id === '\0theme.css' ? themeCss() : null),
});

/** The letters of every page are asked for with its first file; the Greek ones come where a text needs them. */
const preloadLetters = (): Plugin => ({
  name: 'kith-preload-letters',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle }) => {
      const file = Object.keys(bundle ?? {}).find((name) => /inter-latin-wght/.test(name));
      if (!file) throw new Error('the Latin letters are not in the build');
      const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `/${file}` };
      return [{ tag: 'link', attrs, injectTo: 'head' }];
    },
  },
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
    preloadLetters(),
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
            { name: 'vendor', test: isOneOf(VENDOR), priority: 2 },
            { name: 'vendor-forms', test: isOneOf(VENDOR_FORMS), priority: 2 },
            { name: 'start', test: isOneOf(START), priority: 1 },
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
