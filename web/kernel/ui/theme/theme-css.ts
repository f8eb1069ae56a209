import { convertCssVariables, DEFAULT_THEME, defaultCssVariablesResolver, mergeMantineTheme } from '@mantine/core';
import { mantineTheme } from './mantine-theme.ts';
import { tokens } from '#shared/design/tokens';

/** The whole theme as CSS text: our variables, then Mantine's, for both colour schemes. */
export function themeCss(): string {
  const fixed = lines({ ...tokens.size, ...tokens.motion });
  const light = lines(tokens.light);
  const dark = lines(tokens.dark);
  const mantine = convertCssVariables(defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, mantineTheme)));
  return [
    `:root{${fixed}${light}color-scheme:light}`,
    `:root[data-mantine-color-scheme='dark']{${dark}color-scheme:dark}`,
    `@media (prefers-color-scheme:dark){:root:not([data-mantine-color-scheme]){${dark}color-scheme:dark}}`,
    mantine,
    OVERRIDES,
  ].join('\n');
}

const lines = (values: Record<string, string>): string =>
  Object.entries(values)
    .map(([name, value]) => `--${name}:${value};`)
    .join('');

/** Mantine's neutral names point at ours, so that its menus, inputs and dialogs take our colours in both themes. */
const OVERRIDES = `:root[data-mantine-color-scheme]{
--mantine-color-body:var(--surface);--mantine-color-text:var(--text);--mantine-color-dimmed:var(--muted);
--mantine-color-placeholder:var(--muted);--mantine-color-error:var(--red-text);
--mantine-color-anchor:var(--accent-text);
--mantine-color-default:var(--surface);--mantine-color-default-hover:var(--hover);
--mantine-color-default-border:var(--line-strong);--mantine-color-default-color:var(--text);
--mantine-primary-color-filled:var(--accent);--mantine-primary-color-filled-hover:var(--accent-hover);
--mantine-primary-color-light:var(--accent-tint);--mantine-primary-color-light-color:var(--accent-text);
--mantine-color-scheme:inherit}`;
