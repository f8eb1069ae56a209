const BROWSERS: [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];

/** A browser's own description as two words: `Firefox · Windows`; the text itself when it says neither. */
export function deviceName(agent: string): string {
  const named = [BROWSERS, SYSTEMS].map((list) => list.find(([shape]) => shape.test(agent))?.[1]).filter(Boolean);
  return named.join(' · ') || agent;
}
