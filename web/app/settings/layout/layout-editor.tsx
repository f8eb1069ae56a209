import { useBlocker, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { saveLayout, type Field, type PageLayout, type ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { loadLayoutPreview } from '#web/kernel/objects';
import { Button, Dialog, ProblemNote, SkeletonLines } from '#web/kernel/ui';
import { useTask } from '../use-task.ts';
import { EditingContext, showable, useEditing, type Dragged } from './editing.ts';
import { FieldLine, useDrop } from './field-line.tsx';
import { Highlights } from './highlights.tsx';
import { restOf, toSend } from './layout-draft.ts';
import { SectionCard } from './section-card.tsx';
import { standardLayout } from './standard-layout.ts';
import { AddSection, TabRow } from './tab-row.tsx';
import './layout-editor.css';

const LayoutPreview = lazy(loadLayoutPreview);

/** How the record pages of an object are arranged: changed at the left, seen at the right with a real record, saved as
 * one deed. */
export default function LayoutEditor({ object }: { object: ObjectType }) {
  const { record } = useSearch({ strict: false }) as { record?: string };
  const kept = object.layout ?? null;
  const { draft, layout, taken, change, drop } = useDraft(object);
  const [asked, setAsked] = useState('');
  const [dragged, drag] = useState<Dragged | null>(null);
  const { problem, busy, run } = useTask();
  const tab = layout.tabs.find(({ key }) => key === asked) ?? layout.tabs[0];
  const write = async (next: PageLayout | null, told: string): Promise<void> => {
    if (await run(() => saveLayout(object.api, next && toSend(next)), told)) drop();
  };
  return (
    <EditingContext value={{ object, layout, change, tab: tab?.key ?? '', dragged, drag }}>
      <div className="k-layout-editor">
        <div className="k-stack">
          <Highlights />
          <TabRow onShow={setAsked} />
          <ol className="k-stack">
            {tab?.sections.map((section) => (
              <SectionCard key={section.key} section={section} />
            ))}
          </ol>
          <AddSection />
          <Others />
          <ProblemNote problem={problem} />
          {taken ? (
            <p className="k-row k-wrap" role="status">
              <span className="k-grow">
                {i18n.t('Somebody changed this layout meanwhile. Saving replaces theirs.')}
              </span>
              <Button small onClick={drop}>
                {i18n.t('Take theirs')}
              </Button>
            </p>
          ) : null}
          <div className="k-row k-wrap k-layout-foot">
            <Button
              look="primary"
              busy={busy}
              disabled={!draft}
              onClick={() => void write(layout, i18n.t('Layout saved.'))}
            >
              {i18n.t('Save the layout')}
            </Button>
            <Button disabled={!draft || busy} onClick={drop}>
              {i18n.t('Discard')}
            </Button>
            <Button
              look="quiet"
              disabled={!kept || busy}
              onClick={() => void write(null, i18n.t('The standard layout is back.'))}
            >
              {i18n.t('Back to standard')}
            </Button>
          </div>
        </div>
        <LeaveUnsaved unsaved={draft !== null} />
        <Suspense fallback={<SkeletonLines count={8} />}>
          <LayoutPreview object={{ ...object, layout }} record={record ?? null} tab={tab?.key ?? ''} />
        </Suspense>
      </div>
    </EditingContext>
  );
}

/** The layout that is being changed. Until somebody touches it, it is the one that is kept. */
function useDraft(object: ObjectType) {
  const kept = object.layout ?? null;
  const [draft, setDraft] = useState<{ layout: PageLayout; from: string } | null>(null);
  const now = JSON.stringify(kept);
  return {
    draft,
    layout: draft?.layout ?? kept ?? standardLayout(object),
    /** Somebody else saved one since this one was begun. */
    taken: draft !== null && draft.from !== now,
    change: (layout: PageLayout) => setDraft({ layout, from: draft?.from ?? now }),
    drop: () => setDraft(null),
  };
}

/** Asks before changes of a layout are left behind: they are kept nowhere, so Undo could not bring them back. */
function LeaveUnsaved({ unsaved }: { unsaved: boolean }) {
  const leaving = useBlocker({
    shouldBlockFn: () => unsaved,
    enableBeforeUnload: () => unsaved,
    withResolver: true,
  });
  if (leaving.status !== 'blocked') return null;
  return (
    <Dialog
      title={i18n.t('Leave without saving the layout?')}
      onClose={leaving.reset}
      actions={
        <>
          <Button onClick={leaving.proceed}>{i18n.t('Leave without saving')}</Button>
          <Button look="primary" onClick={leaving.reset}>
            {i18n.t('Go on with the layout')}
          </Button>
        </>
      }
    >
      <p>{i18n.t('What you changed here is not kept yet. The page of the records stays as it was.')}</p>
    </Dialog>
  );
}

/** Fields in no part, and those that the page does not show. */
function Others() {
  const { object, layout } = useEditing();
  const hidden = layout.hidden.flatMap((key) => showable(object, key) ?? []);
  return (
    <>
      <FieldList
        title={i18n.t('In no section')}
        note={i18n.t('These stand under “More” on the first tab, as new fields do.')}
        fields={restOf(object, layout)}
        to="rest"
      />
      <FieldList
        title={i18n.t('Not on the page')}
        note={i18n.t('Lists, forms, search and the API still have them.')}
        fields={hidden}
        to="hidden"
      />
    </>
  );
}

type ListProps = { title: string; note: string; fields: Field[]; to: 'rest' | 'hidden' };

function FieldList({ title, note, fields, to }: ListProps) {
  return (
    <section aria-label={title} className="k-layout-section" {...useDrop(to)}>
      <h3>{title}</h3>
      <p className="k-muted">{note}</p>
      <ul>
        {fields.map((field) => (
          <FieldLine key={field.key} field={field} />
        ))}
      </ul>
    </section>
  );
}
