import type { RouteCall } from '#kernel/http';
import type { Services } from '../services.ts';

const cookieDays = 30;
const deviceDays = 400; // the longest that browsers keep anything

/** What of a call is needed to give it cookies. */
export type Call = Pick<RouteCall<unknown, unknown, unknown>, 'raw'>;

/** Gives the browser its session; scripts of the page cannot read it. An empty one takes it away. */
export function setSessionCookie(services: Pick<Services, 'config'>, call: Call, token: string): void {
  setCookie(services, call, { name: 'kith', value: token, days: token === '' ? 0 : cookieDays });
}

/** Makes the browser known to the account, so that its tries are counted apart from those of strangers. */
export function setDeviceCookie(services: Pick<Services, 'config'>, call: Call, device: string): void {
  setCookie(services, call, { name: 'kith-device', value: device, days: deviceDays });
}

/** What the browser kept from an earlier sign-in, or null. */
export function readDevice({ raw }: Call): string | null {
  const { cookies } = raw.request;
  return cookies['__Host-kith-device'] ?? cookies['kith-device'] ?? null;
}

function setCookie(
  { config }: Pick<Services, 'config'>,
  { raw }: Call,
  { name, value, days }: { name: string; value: string; days: number },
): void {
  const secure = config.publicUrl.startsWith('https:');
  const options = { httpOnly: true, secure, sameSite: 'lax', path: '/', maxAge: days * 86_400 } as const;
  void raw.reply.setCookie(secure ? `__Host-${name}` : name, value, options);
}
