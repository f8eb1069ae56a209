import { useMantineColorScheme } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { breakpoints } from '#shared/design/tokens';

const now = { getInitialValueInEffect: false };

/** Whether the page is phone-sized. */
export const usePhone = (): boolean => useMediaQuery(`(max-width: ${breakpoints.phone})`, false, now) ?? false;

/** Whether there is room for three columns. */
export const useWide = (): boolean => useMediaQuery(`(min-width: ${breakpoints.wide})`, true, now) ?? true;

/** The chosen theme (`light`, `dark`, `auto`) and how to change it. */
export function useTheme() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return { theme: colorScheme, setTheme: setColorScheme };
}
