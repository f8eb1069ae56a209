import { fold, nameKey, sortKey, soundKey } from '#shared/fold';

/** Names of the generated people with everything the engine stores beside them. */
export interface NameList {
  shown: string[];
  sort: string[];
  sound: string[];
  key: string[];
}

const given = (
  'Maria Georgios Andreas Eleni Christos Panagiota Michalis Katerina Costas Ioanna Nikos Anna Marios Despo Stelios ' +
  'Sofia Petros Christina Savvas Androula Yiannis Elena Loizos Vasiliki Antonis Chrystalla Panikos Koulla Demetris ' +
  'Margarita Kyriakos Niki Charalambos Rea Theodoros Irene Pavlos Evi Alexis Marina Γιώργος Μαρία Ανδρέας Ελένη ' +
  'Χρίστος Παναγιώτα Μιχάλης Κατερίνα Κώστας Ιωάννα Νίκος Άννα Μάριος Στέλιος Σοφία Πέτρος Χριστίνα Σάββας'
).split(' ');
const starts =
  'Papa Hadji Kara Christo Geor Nico Andre Theo Kyri Pana Constan Stav Lef Mil Zen Arist Dem Sot Pol Xen'.split(' ');
const middles =
  'dopoul giann charal mich steph vas pav loiz sav kost ander mel nid phan tim lam rou zach kall than'.split(' ');
const ends = 'ou os ides akis atos aki is eas oglou as'.split(' ');

export const givenNames = listOf(given);
export const surnames = listOf(
  starts.flatMap((start) => middles.flatMap((middle) => ends.map((end) => start + middle + end))),
);

function listOf(shown: string[]): NameList {
  const sound = shown.map((name) => soundKey(fold(name)));
  return { shown, sort: shown.map(sortKey), sound, key: shown.map(nameKey) };
}

export const towns = [
  'Nicosia',
  'Limassol',
  'Larnaca',
  'Paphos',
  'Famagusta',
  'Kyrenia',
  'Athens',
  'Thessaloniki',
  'Λευκωσία',
  'Λεμεσός',
  'Λάρνακα',
  'Πάφος',
];
export const industries = ['shipping', 'audit', 'law', 'hotels', 'construction', 'retail', 'software', 'banking'];
