import { useState } from 'react';
import { keys, queries, tellRefusal } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { useObjects } from '#web/kernel/objects';
import { Button, Chip, ProblemNote, SelectField } from '#web/kernel/ui';
import { readTableAs, runAgain, runImport, type DryRun, type Import, type Table } from '../import-api.ts';
import { tellFile } from '../file-words.ts';
import { openQuestions, problemsFirst, withColumn } from '../mapping.ts';
import { isReadingNote, matchingLines, trialNumbers } from '../trial.ts';
import { tableKind, tableKinds } from '../target-names.ts';
import { ColumnLine } from './column-line.tsx';

type Mapping = NonNullable<Import['mapping']>;
type ReviewProps = {
  one: Import;
  /** The import ran already: it is taken back first. */
  again?: boolean;
  onChanged: () => void;
  onAgain: () => void;
};

/** What was recognised, column by column, with the numbers of a trial run; then go. */
export function ReviewMapping({ one, again = false, onChanged, onAgain }: ReviewProps) {
  const [mapping, setMapping] = useState<Mapping>(one.mapping ?? { tables: [] });
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const run = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await (again ? runAgain : runImport)(one.id, mapping);
      // Fields that were made for it show on every page from now on.
      await queries.invalidateQueries({ queryKey: keys.objects });
      onChanged();
    } catch (thrown) {
      setProblem(thrown);
    } finally {
      setBusy(false);
    }
  };
  const read = async (table: Table, object: string | null): Promise<void> => {
    setProblem(null);
    try {
      await readTableAs(one.id, { file: table.file, sheet: table.sheet, object });
      onChanged();
    } catch (thrown) {
      setProblem(thrown);
    }
  };
  const rows = one.files.reduce((sum, file) => sum + (file.rows ?? 0), 0);
  return (
    <div className="k-stack k-review">
      <p className="k-row k-wrap">
        <strong>
          {i18n.t('{rows, number} rows in {count, plural, one {# table} other {# tables}}', {
            rows,
            count: one.files.length,
          })}
        </strong>
        <LookChip questions={openQuestions(mapping)} />
      </p>
      <Warnings one={one} />
      {mapping.tables.map((table) => (
        <TableCard
          key={`${table.file}/${table.sheet ?? ''}`}
          table={table}
          rows={
            one.files.find((file) => file.name === table.file && (file.sheet ?? null) === (table.sheet ?? null))
              ?.rows ?? null
          }
          onColumn={(column) => setMapping(withColumn(mapping, table, column))}
          onKind={again ? null : (object) => void read(table, object)}
        />
      ))}
      <ProblemNote problem={problem} />
      {one.dry_run && !again ? <Trial run={one.dry_run} /> : null}
      <div className="k-import-foot">
        <Button onClick={onAgain}>{again ? i18n.t('Back to the result') : i18n.t('Other files')}</Button>
        <span className="k-grow" />
        <Button look="primary" busy={busy} onClick={() => void run()}>
          {again ? i18n.t('Take back and run again') : i18n.t('Import {rows, number} rows', { rows })}
        </Button>
      </div>
    </div>
  );
}

function LookChip({ questions }: { questions: number }) {
  if (questions === 0) return <Chip tone="green">{i18n.t('Everything was recognised')}</Chip>;
  return (
    <Chip tone="amber">
      {i18n.t('{count, plural, one {# column needs} other {# columns need}} a look', { count: questions })}
    </Chip>
  );
}

function Trial({ run }: { run: DryRun }) {
  const label = i18n.t('What would happen');
  return (
    <section aria-label={label} className="k-counts">
      <h2>{label}</h2>
      <dl className="k-count-cards">
        {trialNumbers(run).map((one) => (
          <div key={one.key} data-bad={one.look || undefined}>
            <dt>{one.label}</dt>
            <dd>{format.number(one.count)}</dd>
          </div>
        ))}
      </dl>
      {run.estimated ? (
        <p className="k-muted">{i18n.t('These files are very large: the numbers may be a little off.')}</p>
      ) : null}
      {run.rejected_reasons?.length ? (
        <ul className="k-matching">
          {run.rejected_reasons.map(({ reason, count }) => (
            <li key={reason}>
              <strong>{i18n.t('Kept aside')}</strong>{' '}
              <span className="k-muted k-num">{`${format.number(count)} · ${tellRefusal(reason)}`}</span>
            </li>
          ))}
        </ul>
      ) : null}
      <ul className="k-matching">
        {matchingLines(run).map(({ key, text }) => (
          <li key={key}>
            <strong>{key === 'people' ? i18n.t('People') : i18n.t('Companies')}</strong>{' '}
            <span className="k-muted k-num">{text}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Warnings({ one }: { one: Import }) {
  const texts = (one.warnings ?? []).map((warning) => (typeof warning === 'string' ? warning : warning.message));
  if (texts.length === 0) return null;
  const list = (
    <ul className="k-warnings">
      {texts.map((text) => (
        <li key={text} data-note={isReadingNote(text) || undefined}>
          {tellFile(text)}
        </li>
      ))}
    </ul>
  );
  if (texts.length <= WARNINGS_SHOWN) return list;
  return (
    <details className="k-folded">
      <summary>
        {i18n.t('{count, plural, one {# note} other {# notes}} about the files', { count: texts.length })}
      </summary>
      {list}
    </details>
  );
}

/** More are folded: the columns are what a person came to look at. */
const WARNINGS_SHOWN = 2;

function TableCard(props: {
  table: Table;
  rows: number | null;
  onColumn: (column: { index: number; field: string | null; create: boolean }) => void;
  /** Reads the table as another object; null where it ran already. */
  onKind: ((object: string | null) => void) | null;
}) {
  const { table } = props;
  const objects = useObjects();
  const name = [table.file, table.sheet].filter(Boolean).join(' · ');
  return (
    <section className="k-card k-table-card" aria-label={name}>
      <header className="k-row k-wrap">
        <h2>{name}</h2>
        {table.object && table.recognised_as && table.recognised_as !== 'table' ? (
          <Chip tone="teal">{table.recognised_as}</Chip>
        ) : null}
        <span className="k-muted k-num">
          {[
            tableKind(table.object, objects),
            props.rows === null ? null : i18n.t('{count, plural, one {# row} other {# rows}}', { count: props.rows }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {props.onKind && table.object !== 'goldmine' ? (
          <>
            <span className="k-grow" />
            <SelectField
              hideLabel
              label={i18n.t('What the rows of {name} are', { name })}
              choices={[{ value: '', label: i18n.t('Not brought in') }, ...tableKinds(objects)]}
              value={table.object ?? ''}
              onChange={(value) => props.onKind?.(value || null)}
            />
          </>
        ) : null}
      </header>
      {table.object === null ? null : (
        <div className="k-columns" role="table" aria-label={i18n.t('Columns of {name}', { name })}>
          <div role="row" className="k-column k-column-head">
            <span role="columnheader">{i18n.t('In the file')}</span>
            <span role="columnheader">{i18n.t('In Kith')}</span>
            <span role="columnheader">{i18n.t('Examples')}</span>
          </div>
          {problemsFirst(table.columns).map((column) => (
            <ColumnLine
              key={column.index}
              column={column}
              object={table.object}
              onChoice={(choice) => props.onColumn({ index: column.index, ...choice })}
            />
          ))}
        </div>
      )}
    </section>
  );
}
