import { createTheme, type MantineColorsTuple } from '@mantine/core';
import { tokens } from '#shared/design/tokens';

const { light, dark } = tokens;
const teal: MantineColorsTuple = [
  light['accent-tint'],
  light['accent-tint'],
  dark['accent-text'],
  dark['accent-text'],
  dark['accent-hover'],
  dark['accent-hover'],
  light.accent,
  light['accent-hover'],
  dark.accent,
  light['accent-hover'],
];
const warm: MantineColorsTuple = [
  light['grey-1'],
  light['grey-2'],
  light['grey-3'],
  light['grey-4'],
  light['grey-5'],
  light['grey-6'],
  light['grey-7'],
  light['grey-8'],
  light['grey-9'],
  light['grey-10'],
];
const night: MantineColorsTuple = [
  dark.text,
  dark.soft,
  dark.muted,
  dark['grey-6'],
  dark['line-strong'],
  dark.line,
  dark.surface,
  dark.bg,
  dark.sunken,
  dark['grey-0'],
];

/** Our tokens in the shape that Mantine's own parts read. */
export const mantineTheme = createTheme({
  primaryColor: 'teal',
  colors: { teal, gray: warm, dark: night },
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--font-mono)',
  defaultRadius: 'sm',
  radius: { sm: tokens.size['r-control'], md: tokens.size['r-card'] },
  fontSizes: {
    xs: tokens.size['fs-12'],
    sm: tokens.size['fs-13'],
    md: tokens.size['fs-14'],
    lg: tokens.size['fs-16'],
    xl: tokens.size['fs-20'],
  },
  lineHeights: { xs: '1.45', sm: '1.45', md: '1.45', lg: '1.4', xl: '1.3' },
  shadows: { sm: 'var(--shadow)', md: 'var(--shadow)', lg: 'var(--shadow)', xl: 'var(--shadow)' },
  cursorType: 'pointer',
  respectReducedMotion: true,
});
