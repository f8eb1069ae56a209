import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { queries } from '#web/kernel/api';
import { activateLanguage, startLanguage } from '#web/kernel/i18n';
import { installTrustedTypes, styleNonce, Toaster, UiProvider } from '#web/kernel/ui';
import { router } from './app/router.tsx';

installTrustedTypes();
// The scroll lock of dialogs writes a style tag and looks for the nonce under this name.
Object.assign(globalThis, { __webpack_nonce__: styleNonce() });

const place = document.getElementById('root');
if (place) {
  await activateLanguage(startLanguage());
  createRoot(place).render(
    <UiProvider>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
        <Toaster />
      </QueryClientProvider>
    </UiProvider>,
  );
  // Only for the one page that says that there is no connection; it keeps no answer of the server.
  if ('serviceWorker' in navigator) await navigator.serviceWorker.register('/sw.js').catch(() => undefined);
}
