import { existsSync, readFileSync } from 'node:fs';

const hostileFolder = new URL('../../../shared/data/hostile/', import.meta.url);

/** Why tests of it are skipped; false where it is there. */
export const withoutHostile = existsSync(hostileFolder) ? false : 'the hostile data set is not beside the repository';

/** The values of one of its files of JSON lines. */
export const hostileLines = <T>(file: string): T[] =>
  readFileSync(new URL(file, hostileFolder), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as T);

/** The bytes of one of its files. */
export const hostileFile = (file: string): Buffer => readFileSync(new URL(file, hostileFolder));
