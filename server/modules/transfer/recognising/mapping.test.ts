import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDelimited } from '../reading/delimited.ts';
import { fileInMemory } from '../reading/import-file.ts';
import { proposeMapping, type TableMapping } from './mapping.ts';

async function propose(text: string): Promise<TableMapping> {
  return proposeMapping(await openDelimited(fileInMemory('export.csv', Buffer.from(text))));
}

const PRODUCTS: [product: string, object: string, headers: string][] = [
  ['LinkedIn', 'person', 'First Name,Last Name,URL,Email Address,Company,Position,Connected On'],
  ['Google', 'person', 'Name,Given Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Value'],
  ['Zoho', 'person', 'Record Id,First Name,Last Name,Account Name,Account Name.id,Email,Mobile'],
  ['Zoho', 'deal', 'Record Id,Deal Name,Account Name,Contact Name,Stage,Closing Date,Amount'],
  ['Salesforce', 'person', 'Contact ID,First Name,Last Name,Account Name,Email,Mailing Zip/Postal Code,Email Opt Out'],
  ['Salesforce', 'interaction', 'Id,WhoId,WhatId,Subject,ActivityDate,Status,Description,CallType,IsDeleted'],
  ['Pipedrive', 'company', 'Organization - ID,Organization - Name,Organization - Website'],
  ['table', 'company', 'Company,VAT,Phone,Website,City'],
  ['table', 'interaction', 'ID,Subject,Type,Note,Due date,Due time,Done,Deal,Organization,Contact person'],
  ['table', 'person', 'salutationName,firstName,lastName,emailAddress,phoneNumber,accountName,doNotCall'],
  ['table', 'person', 'Επώνυμο,Όνομα,Κινητό,Σταθερό,E-mail,Εταιρεία,Ημερομηνία γέννησης*'],
];

for (const [product, object, headers] of PRODUCTS) {
  test(`${headers.slice(0, 50)}… is a ${object} of ${product}`, async () => {
    const mapping = await propose(`${headers}\n${headers.replaceAll(/[^,]+/g, 'x')}\n`);
    assert.deepEqual([mapping.recognisedAs, mapping.object], [product, object]);
    assert.deepEqual(
      mapping.columns.filter((column) => column.field === null).map((column) => column.header),
      [],
    );
  });
}

test('lines before the header are passed over', async () => {
  const mapping = await propose(
    'Notes:\n"Some of the addresses are missing."\n\nFirst Name,Last Name,Company,Connected On\nA,B,C,01 Sep 2026\n',
  );
  assert.equal(mapping.headerRow, 2);
  assert.equal(mapping.columns[3]?.field, 'connected_on');
});

test('the order of day and month is told by the column', async () => {
  const column = (dates: string[]) =>
    `Name,Email,Birthday\n${dates.map((date) => `A B,a@x.example,${date}`).join('\n')}\n`;
  assert.deepEqual((await propose(column(['25/3/1980', '1/2/1990']))).dayFirst, { 2: true });
  assert.deepEqual((await propose(column(['3/25/1980', '12/31/1990', '1/2/1990']))).dayFirst, { 2: false });
  assert.deepEqual((await propose(column(['1/2/1990']))).dayFirst, {});
});
