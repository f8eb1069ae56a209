import { fileURLToPath } from 'node:url';
import { lingui } from '@lingui/vite-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { themeCss } from './kernel/ui/theme/theme-css.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const THEME = 'virtual:theme.css';

/** Serves the design tokens and Mantine's variables as one plain CSS file, so that no page writes a style tag. */
const themePlugin = (): Plugin => ({
  name: 'kith-theme',
  resolveId: (id) => (id === THEME ? '\0theme.css' : null),
  load: (id) => (id === '\0theme.css' ? themeCss() : null),
});

/** The build of the web app: `vite build --config web/vite.config.ts --outDir DIR`; the server fills the nonce in. */
export default defineConfig({
  root,
  base: '/',
  plugins: [
    react(),
    lingui({ configPath: fileURLToPath(new URL('./kernel/i18n/lingui.config.ts', import.meta.url)) }),
    themePlugin(),
  ],
  build: {
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      treeshake: {
        // A door (index.ts) may name screens that a page never opens; only styles and the start file act by loading.
        moduleSideEffects: (id: string) => id.endsWith('.css') || id.endsWith('main.tsx'),
      },
    },
  },
});
