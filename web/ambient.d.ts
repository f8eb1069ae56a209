declare module '*.css';
declare module '*.svg' {
  const address: string;
  export default address;
}
declare module 'virtual:theme.css';
declare module '*.po' {
  import type { Messages } from '@lingui/core';
  export const messages: Messages;
}
