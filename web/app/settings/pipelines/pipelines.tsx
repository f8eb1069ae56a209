import { IconDots, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { batchRecords, type RecordRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Button, IconButton, Menu, ProblemNote, SkeletonLines } from '#web/kernel/ui';
import { useTask } from '../use-task.ts';
import { GatesWindow } from './gates-window.tsx';
import { RecordForm } from './record-form.tsx';
import { RetireWindow } from './retire-window.tsx';
import { StageLine } from './stage-line.tsx';
import { placed, useWays, type Way } from './stages.ts';
import './pipelines.css';

const icon = { size: 16, stroke: 1.75 };
const STAGE = ['name', 'probability', 'outcome', 'idle_days', 'next_step_required', 'guidance'];

type Open =
  | { kind: 'pipeline'; row: RecordRow | null }
  | { kind: 'stage'; way: Way; row: RecordRow | null }
  | { kind: 'gates'; stage: string }
  | { kind: 'retire'; way: Way; row: RecordRow | null };

/** The pipelines in their order, and the stages of each: arranged, added, changed and taken out of use. */
export default function Pipelines() {
  const ways = useWays();
  const { problem, run } = useTask();
  const [open, setOpen] = useState<Open | null>(null);
  const arrange = (api: string, rows: RecordRow[], { id, to }: { id: string; to: number }): void => {
    const operations = placed(rows, id, to).map((one) => ({ op: 'update' as const, ...one }));
    const name = String(rows.find((row) => row.id === id)?.['name'] ?? '');
    if (operations.length > 0) void run(() => batchRecords(api, operations), i18n.t('{name} was moved.', { name }));
  };
  if (!ways) return <SkeletonLines count={6} />;
  const rows = ways.map(({ row }) => row);
  return (
    <div className="k-stack k-form">
      <ProblemNote problem={problem} />
      {ways.map((way, at) => (
        <section key={way.row.id} className="k-part" aria-label={String(way.row['name'])}>
          <div className="k-pipeline-head">
            <h2 className="k-heading k-grow">{String(way.row['name'])}</h2>
            <Menu
              end
              trigger={
                <IconButton
                  label={i18n.t('Change {name}', { name: String(way.row['name']) })}
                  icon={<IconDots {...icon} />}
                />
              }
              entries={[
                { label: i18n.t('Rename'), run: () => setOpen({ kind: 'pipeline', row: way.row }) },
                {
                  label: i18n.t('Move up'),
                  disabled: at === 0,
                  run: () => arrange('pipelines', rows, { id: way.row.id, to: at - 1 }),
                },
                {
                  label: i18n.t('Move down'),
                  disabled: at === rows.length - 1,
                  run: () => arrange('pipelines', rows, { id: way.row.id, to: at + 1 }),
                },
                'line',
                {
                  label: i18n.t('Remove the pipeline'),
                  danger: true,
                  disabled: rows.length === 1,
                  run: () => setOpen({ kind: 'retire', way, row: null }),
                },
              ]}
            />
          </div>
          <Stages way={way} onOpen={setOpen} onArrange={(id, to) => arrange('stages', stagesOf(way), { id, to })} />
        </section>
      ))}
      <Button
        className="k-self-start"
        icon={<IconPlus {...icon} />}
        onClick={() => setOpen({ kind: 'pipeline', row: null })}
      >
        {i18n.t('New pipeline')}
      </Button>
      {open ? <OpenWindow open={open} ways={ways} onClose={() => setOpen(null)} /> : null}
    </div>
  );
}

const stagesOf = (way: Way): RecordRow[] => way.stages.map(({ row }) => row);

type StagesProps = { way: Way; onOpen: (open: Open) => void; onArrange: (id: string, to: number) => void };

function Stages({ way, onOpen, onArrange }: StagesProps) {
  const [dragged, setDragged] = useState<string | null>(null);
  return (
    <>
      <ul>
        {way.stages.map(({ row, gates }, at) => (
          <StageLine
            key={row.id}
            stage={row}
            gates={gates.length}
            dragged={dragged}
            steps={[at > 0, at < way.stages.length - 1]}
            onDrag={setDragged}
            onDrop={() => dragged && onArrange(dragged, at)}
            onStep={(by) => onArrange(row.id, at + by)}
            onOpen={() => onOpen({ kind: 'stage', way, row })}
            onGates={() => onOpen({ kind: 'gates', stage: row.id })}
            onRemove={() => onOpen({ kind: 'retire', way, row })}
          />
        ))}
      </ul>
      <Button
        small
        look="quiet"
        icon={<IconPlus {...icon} />}
        onClick={() => onOpen({ kind: 'stage', way, row: null })}
      >
        {i18n.t('Add a stage')}
      </Button>
    </>
  );
}

function OpenWindow({ open, ways, onClose }: { open: Open; ways: Way[]; onClose: () => void }) {
  if (open.kind === 'gates') {
    const found = ways.flatMap(({ stages }) => stages).find(({ row }) => row.id === open.stage);
    return found ? <GatesWindow stage={found.row} gates={found.gates} onClose={onClose} /> : null;
  }
  if (open.kind === 'retire')
    return <RetireWindow ways={ways} stage={open.row} pipeline={open.way.row} onClose={onClose} />;
  if (open.kind === 'pipeline')
    return (
      <RecordForm
        title={open.row ? i18n.t('Rename the pipeline') : i18n.t('New pipeline')}
        api="pipelines"
        fields={['name']}
        row={open.row}
        begins={{ position: ways.length + 1 }}
        done={i18n.t('Pipeline saved.')}
        onClose={onClose}
      />
    );
  const { way, row } = open;
  return (
    <RecordForm
      title={row ? i18n.t('Change {name}', { name: String(row['name']) }) : i18n.t('New stage')}
      api="stages"
      fields={STAGE}
      row={row}
      begins={{ pipeline: way.row.id, position: placeOfNew(way), outcome: 'open' }}
      done={i18n.t('Stage saved.')}
      onClose={onClose}
    />
  );
}

/** Behind the last stage on the way, before those that end it. */
function placeOfNew({ stages }: Way): number {
  const ends = stages.findIndex(({ row }) => row['outcome'] !== 'open');
  const [before, after] = [stages.at(ends === -1 ? -1 : ends - 1), stages[ends]].map((one) =>
    Number(one?.row['position'] ?? 0),
  );
  if (ends <= 0) return ends === 0 ? after! / 2 : before! + 1;
  return after! - before! > 1 ? before! + 1 : (before! + after!) / 2;
}
