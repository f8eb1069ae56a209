import { readIban } from '#shared/billing/iban';
import { parseDate } from '#shared/partial-date';
import { plainText, requireFew, unreadable, type BankEntry, type ReadStatement } from './bank-entry.ts';
import { fromUnits, toUnits } from '#shared/currencies/rates';
import { allOf, readXml, textAt, type XmlElement } from './read-xml.ts';

/** Reads the booked entries of a CAMT.053 document; a collective entry whose parts add up is read by its parts. */
export function readCamt(text: string): ReadStatement {
  const root = readXml(text);
  const statements = allOf(root, 'BkToCstmrStmt', 'Stmt');
  if (statements.length === 0) unreadable('This XML is no statement of an account (CAMT.053).');
  const entries: BankEntry[] = [];
  let leftOut = 0;
  for (const statement of statements) {
    const account = readIban(textAt(statement, 'Acct/Id/IBAN')) ?? (textAt(statement, 'Acct/Id/Othr/Id') || null);
    for (const entry of allOf(statement, 'Ntry')) {
      const status = textAt(entry, 'Sts/Cd', 'Sts');
      if (status !== '' && status !== 'BOOK') leftOut += 1;
      else entries.push(...readEntry(entry, account));
      requireFew(entries.length);
    }
  }
  return { entries, leftOut };
}

function readEntry(entry: XmlElement, account: string | null): BankEntry[] {
  const date = parseDate(textAt(entry, 'BookgDt/Dt', 'BookgDt/DtTm', 'ValDt/Dt', 'ValDt/DtTm').slice(0, 10), true);
  if (!date || 'refused' in date || !/^\d{4}-\d\d-\d\d$/.test(date.value)) return unreadable('An entry has no day.');
  const sum = amountOf(entry);
  const direction = textAt(entry, 'CdtDbtInd');
  if (!sum || (direction !== 'CRDT' && direction !== 'DBIT')) return unreadable('An entry has no amount.');
  const incoming = direction === 'CRDT';
  const bankId = textAt(entry, 'AcctSvcrRef') || null;
  const whole = { account, bankId, bookedOn: date.value, currency: sum.currency };
  const sign = incoming ? 1n : -1n;
  const parts = allOf(entry, 'NtryDtls', 'TxDtls');
  const amounts = parts.map((part) => amountOf(part));
  const total = amounts.reduce((all, one) => all + (one?.currency === sum.currency ? one.units : 0n), 0n);
  if (parts.length > 1 && total === sum.units)
    return parts.map((part, at) => ({
      ...whole,
      ...partiesOf(part, incoming),
      amount: fromUnits(amounts[at]!.units * sign, 4, 2),
      reference: referenceOf([part], entry),
    }));
  return [
    {
      ...whole,
      ...partiesOf(parts[0] ?? entry, incoming),
      amount: fromUnits(sum.units * sign, 4, 2),
      reference: referenceOf(parts, entry),
    },
  ];
}

function amountOf(element: XmlElement): { units: bigint; currency: string } | null {
  const [found] = [...allOf(element, 'Amt'), ...allOf(element, 'AmtDtls', 'TxAmt', 'Amt')];
  const currency = /\sCcy\s*=\s*["']([A-Z]{3})["']/.exec(found?.attributes ?? '')?.[1];
  const text = found?.text.trim() ?? '';
  const units = /^\d{1,14}(?:\.\d{1,4})?$/.test(text) ? toUnits(text, 4) : null;
  return units === null || currency === undefined ? null : { units, currency };
}

function partiesOf(part: XmlElement, incoming: boolean): Pick<BankEntry, 'counterparty' | 'counterpartyIban'> {
  const side = incoming ? 'Dbtr' : 'Cdtr';
  return {
    counterparty: plainText(textAt(part, `RltdPties/${side}/Nm`, `RltdPties/${side}/Pty/Nm`), 200),
    counterpartyIban: readIban(textAt(part, `RltdPties/${side}Acct/Id/IBAN`)),
  };
}

function referenceOf(parts: XmlElement[], entry: XmlElement): string {
  const said = parts.flatMap((part) => [
    ...allOf(part, 'RmtInf', 'Ustrd'),
    ...allOf(part, 'RmtInf', 'Strd', 'CdtrRefInf', 'Ref'),
    ...allOf(part, 'RmtInf', 'Strd', 'RfrdDocInf', 'Nb'),
    ...allOf(part, 'Refs', 'EndToEndId').filter(({ text }) => text.trim() !== 'NOTPROVIDED'),
  ]);
  const texts = said.map(({ text }) => text.trim()).filter(Boolean);
  return plainText(texts.join(' ') || textAt(entry, 'AddtlNtryInf'), 500);
}
