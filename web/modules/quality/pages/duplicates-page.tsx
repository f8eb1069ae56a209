import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { keepSeparate, listDuplicates, queries, type Duplicate, type ObjectType } from '#web/kernel/api';
import { i18n, inLanguage } from '#web/kernel/i18n';
import {
  FieldValue,
  isEmpty,
  loadMergeDialog,
  objectLabel,
  pictureOf,
  recordName,
  useObjects,
  usePaths,
  fieldLabel,
} from '#web/kernel/objects';
import {
  Avatar,
  Button,
  Chip,
  EmptyState,
  ProblemNote,
  SkeletonLines,
  Tabs,
  toast,
  useShortcuts,
} from '#web/kernel/ui';
import { likeness, telling } from '../telling-fields.ts';
import './quality.css';

const MergeDialog = lazy(loadMergeDialog);

/** Pairs that may be one and the same: merge, or say that they are two. */
export default function DuplicatesPage() {
  const [api, setApi] = useState('people');
  const objects = useObjects().filter((object) => ['people', 'companies'].includes(object.api));
  const object = objects.find((one) => one.api === api) ?? null;
  return (
    <div className="k-page">
      <div className="k-reading k-centred">
        <header className="k-row k-wrap k-page-head">
          <h1 className="k-grow">{i18n.t('Duplicates')}</h1>
          <Tabs
            label={i18n.t('Which records')}
            value={api}
            onChange={setApi}
            tabs={objects.map((one) => ({ value: one.api, label: objectLabel(one, true) }))}
          />
        </header>
        <p className="k-muted">
          {i18n.t(
            'Pairs that look like one and the same, surest first. Merging can be undone; what ' +
              'you keep apart is not asked again.',
          )}
        </p>
        {object ? <Queue key={api} object={object} /> : <SkeletonLines />}
      </div>
    </div>
  );
}

function Queue({ object }: { object: ObjectType }) {
  const [merging, setMerging] = useState<Duplicate | null>(null);
  const found = useQuery({
    queryKey: ['list', object.api, 'duplicates'],
    queryFn: () => listDuplicates(object.api),
  });
  const pairs = (found.data ?? []).filter((pair) => pair.state === 'open');
  const [first] = pairs;
  const apart = async (pair: Duplicate): Promise<void> => {
    await keepSeparate(pair.id).catch((problem: Error) => toast({ tone: 'problem', text: problem.message }));
    toast({ text: i18n.t('Kept apart; they will not be asked again.') });
    await queries.invalidateQueries({ queryKey: ['list', object.api, 'duplicates'] });
  };
  useShortcuts([
    { keys: 'm', label: i18n.t('Merge the first pair'), run: () => setMerging(first ?? null) },
    { keys: 's', label: i18n.t('Keep the first pair separate'), run: () => (first ? void apart(first) : undefined) },
  ]);
  if (found.isPending) return <SkeletonLines count={8} />;
  if (found.error) return <ProblemNote problem={found.error} onRetry={() => void found.refetch()} />;
  if (pairs.length === 0) {
    return (
      <EmptyState
        picture="done"
        title={i18n.t('No duplicates')}
        text={i18n.t(
          'New records are compared as they come in, by name in both alphabets, mail, phone and ' +
            'firm. Doubtful pairs will wait here.',
        )}
      />
    );
  }
  return (
    <>
      <ul className="k-pairs">
        {pairs.map((pair) => (
          <Pair
            key={pair.id}
            object={object}
            pair={pair}
            onMerge={() => setMerging(pair)}
            onApart={() => void apart(pair)}
          />
        ))}
      </ul>
      <Suspense>
        {merging ? (
          <MergeDialog
            object={object}
            records={merging.records}
            onClose={() => setMerging(null)}
            onDone={() => undefined}
          />
        ) : null}
      </Suspense>
    </>
  );
}

type PairProps = { object: ObjectType; pair: Duplicate; onMerge: () => void; onApart: () => void };

function Pair({ object, pair, onMerge, onApart }: PairProps) {
  const paths = usePaths();
  const fields = telling(object, pair.records);
  const percent = likeness(pair.score);
  const sure = percent >= 90;
  return (
    <li className="k-dup">
      <p className="k-row k-wrap">
        <Chip tone={sure ? 'green' : 'amber'}>{i18n.t('{percent} % alike', { percent })}</Chip>
        <span className="k-muted">{inLanguage(pair.reason)}</span>
      </p>
      <div className="k-dup-sides">
        {pair.records.map((row) => (
          <div key={row.id}>
            <p className="k-row">
              <Avatar name={recordName(object, row)} image={pictureOf(object, row)} square={object.api !== 'people'} />
              <Link to={paths.record(object.api, row.id)} className="k-strong-name">
                {recordName(object, row)}
              </Link>
            </p>
            <dl>
              {fields.map((field) => (
                <div key={field.key} className="k-dup-fact">
                  <dt>{fieldLabel(field)}</dt>
                  <dd>
                    {isEmpty(row[field.key]) ? (
                      <span className="k-muted">—</span>
                    ) : (
                      <FieldValue dense field={field} value={row[field.key]} />
                    )}
                  </dd>
                </div>
              ))}
            </dl>
          </div>
        ))}
      </div>
      <div className="k-row">
        <Button small look="primary" onClick={onMerge}>
          {i18n.t('Merge')}
        </Button>
        <Button small onClick={onApart}>
          {i18n.t('Keep separate')}
        </Button>
      </div>
    </li>
  );
}
