import { useEffect, useState } from 'react';
import { i18n } from '#web/kernel/i18n';
import { findObject, objectLabel, useObjects } from '#web/kernel/objects';
import { Button, Chip, ProblemNote } from '#web/kernel/ui';
import { runImport, type Import, type Table } from '../import-api.ts';
import { openQuestions, problemsFirst, withColumn } from '../mapping.ts';
import { ColumnLine } from './column-line.tsx';
import { CountsTable } from './counts-table.tsx';

type Mapping = NonNullable<Import['mapping']>;
type ReviewProps = { one: Import; onChanged: () => void; onAgain: () => void };

/** What was recognised, column by column, with the numbers of a trial run; then go. */
export function ReviewMapping({ one, onChanged, onAgain }: ReviewProps) {
  const [mapping, setMapping] = useState<Mapping>(one.mapping ?? { tables: [] });
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [counts, setCounts] = useState(one.dry_run);
  useEffect(() => setCounts(one.dry_run), [one.dry_run]);
  const run = async (trial: boolean): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const answer = await runImport(one.id, mapping, trial);
      if (trial) setCounts(answer.dry_run);
      onChanged();
    } catch (thrown) {
      setProblem(thrown);
    } finally {
      setBusy(false);
    }
  };
  const rows = one.files.reduce((sum, file) => sum + file.rows, 0);
  const questions = openQuestions(mapping);
  return (
    <div className="k-stack k-review">
      <p className="k-row k-wrap">
        <strong>
          {i18n.t('{rows, number} rows in {count, plural, one {# table} other {# tables}}', {
            rows,
            count: one.files.length,
          })}
        </strong>
        {questions > 0 ? (
          <Chip tone="amber">
            {i18n.t('{count, plural, one {# column needs} other {# columns need}} a look', { count: questions })}
          </Chip>
        ) : (
          <Chip tone="green">{i18n.t('Everything was recognised')}</Chip>
        )}
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
          onColumn={(index, change) => setMapping(withColumn(mapping, table, index, change))}
        />
      ))}
      <ProblemNote problem={problem} />
      {counts ? <CountsTable counts={counts} label={i18n.t('What would happen')} /> : null}
      <div className="k-import-foot">
        <Button onClick={onAgain}>{i18n.t('Other files')}</Button>
        <span className="k-grow" />
        <Button busy={busy} onClick={() => void run(true)}>
          {i18n.t('Try without writing')}
        </Button>
        <Button look="primary" busy={busy} onClick={() => void run(false)}>
          {i18n.t('Import {rows, number} rows', { rows })}
        </Button>
      </div>
    </div>
  );
}

export function Warnings({ one }: { one: Import }) {
  const texts = (one.warnings ?? []).map((warning) => (typeof warning === 'string' ? warning : warning.message));
  if (texts.length === 0) return null;
  return (
    <ul className="k-warnings">
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}

function TableCard(props: {
  table: Table;
  rows: number | null;
  onColumn: Parameters<typeof ColumnLine>[0]['onChange'];
}) {
  const { table } = props;
  const object = findObject(useObjects(), table.object ?? '');
  const name = [table.file, table.sheet].filter(Boolean).join(' · ');
  return (
    <section className="k-card k-table-card" aria-label={name}>
      <header className="k-row k-wrap">
        <h2>{name}</h2>
        {table.recognised_as ? <Chip tone="teal">{table.recognised_as}</Chip> : null}
        <span className="k-muted k-num">
          {[
            object ? objectLabel(object, true) : null,
            props.rows === null ? null : i18n.t('{count, plural, one {# row} other {# rows}}', { count: props.rows }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </header>
      <div className="k-columns" role="table" aria-label={i18n.t('Columns of {name}', { name })}>
        <div role="row" className="k-column k-column-head">
          <span role="columnheader">{i18n.t('In the file')}</span>
          <span role="columnheader">{i18n.t('In Kith')}</span>
          <span role="columnheader">{i18n.t('Examples')}</span>
        </div>
        {problemsFirst(table.columns).map((column) => (
          <ColumnLine key={column.index} column={column} object={object} onChange={props.onColumn} />
        ))}
      </div>
    </section>
  );
}
