import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { mantineTheme } from './mantine-theme.ts';
import { styleNonce } from './trusted-types.ts';
import 'virtual:theme.css';
import './mantine.css';
import './fonts.css';
import './page.css';

const manager = localStorageColorSchemeManager({ key: 'kith-theme' });

/** Gives every part below it the theme; variables and classes come from the CSS file, never from a style tag. */
export function UiProvider(props: { children: ReactNode }) {
  return (
    <MantineProvider
      theme={mantineTheme}
      colorSchemeManager={manager}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      {props.children}
    </MantineProvider>
  );
}
