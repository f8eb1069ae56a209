import type { RouteCall } from '#kernel/http';
import type { Services } from '../services.ts';

const cookieDays = 30;
const signOnDays = 1 / 144; // ten minutes, as long as an attempt lives
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
export function readDevice(call: Call): string | null {
  return readCookie(call, 'kith-device');
}

/** Tells the browser apart that leaves to sign in elsewhere: what comes back has to come back with it. */
export function setSignOnCookie(services: Pick<Services, 'config'>, call: Call, browser: string): void {
  setCookie(services, call, { name: 'kith-sign-on', value: browser, days: browser === '' ? 0 : signOnDays });
}

/** What the browser kept since it left, or null. */
export function readSignOn(call: Call): string | null {
  return readCookie(call, 'kith-sign-on');
}

function readCookie({ raw }: Call, name: string): string | null {
  const { cookies } = raw.request;
  return cookies[`__Host-${name}`] ?? cookies[name] ?? null;
}

function setCookie(
  { config }: Pick<Services, 'config'>,
  { raw }: Call,
  { name, value, days }: { name: string; value: string; days: number },
): void {
  const secure = config.publicUrl.startsWith('https:');
  const options = { httpOnly: true, secure, sameSite: 'lax', path: '/', maxAge: Math.round(days * 86_400) } as const;
  void raw.reply.setCookie(secure ? `__Host-${name}` : name, value, options);
}
