type Policy = { createHTML(text: string): string | null; createScriptURL(url: string): string | null };
type Factory = { createPolicy(name: string, rules: Policy): unknown; defaultPolicy?: unknown };

/**
 * Installs the one Trusted Types policy: markup only as style text (it has no `<`), scripts only from our
 * own origin.
 */
export function installTrustedTypes(): void {
  const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;
  if (!factory || factory.defaultPolicy) return;
  factory.createPolicy('default', {
    createHTML: (text) => (text.includes('<') ? null : text),
    createScriptURL: (url) => (new URL(url, location.href).origin === location.origin ? url : null),
  });
}

/** The style nonce of this page load, as the server wrote it into the page. */
export const styleNonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[name="kith-nonce"]')?.content ?? '';
