import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import {
  changeField,
  getModel,
  keys,
  orderFields,
  queries,
  type Answer,
  type Field,
  type ObjectType,
} from '#web/kernel/api';
import { i18n, inLanguage } from '#web/kernel/i18n';
import { fieldGroups, fieldLabel, menuObjects, objectLabel, saved, useObjects } from '#web/kernel/objects';
import { useMe } from '#web/kernel/session';
import { Button, Chip, Icon, IconButton, Menu, SkeletonLines, Tabs, toast } from '#web/kernel/ui';
import { IconDots, IconPlus } from '@tabler/icons-react';
import { typeChangesOf } from '#shared/fields/type-changes';
import { ObjectTabs } from '../object-tabs.tsx';
import { AddField } from '../fields/add-field.tsx';
import { ChangeType } from '../fields/change-type.tsx';
import { EditField } from '../fields/edit-field.tsx';
import { MoveOptions } from '../fields/move-options.tsx';
import { typeName } from '../fields/field-types.ts';
import { NextSteps } from './next-steps.tsx';
import { AddObject, HiddenObjects, ObjectMenu } from './own-objects.tsx';

const ChangingType = lazy(() => import('../fields/changing-type.tsx'));
const LayoutEditor = lazy(() => import('../layout/layout-editor.tsx'));

type Part = 'fields' | 'layout';

/** The object model: what is kept about whom, and fields of one's own. */
export default function ObjectSettings() {
  const me = useMe();
  const all = useObjects();
  const navigate = useNavigate();
  // In the address, so that Back and links come to the same object.
  const { object: shown = 'people', part = 'fields' } = useSearch({ strict: false }) as {
    object?: string;
    part?: Part;
  };
  const show = (search: { object: string; part?: Part }): void =>
    void navigate({ to: '.', search: search as never, replace: true });
  const setShown = (object: string): void => show(part === 'layout' ? { object, part } : { object });
  const [made, setMade] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const objects = [...menuObjects(all), ...all.filter((object) => object.kind === 'entry')];
  return (
    <div className="k-stack">
      {me.can.administer ? (
        <p className="k-row k-wrap">
          <span className="k-grow k-muted">
            {i18n.t(
              'What you keep records of. Your own objects have lists, boards, search and history like any other.',
            )}
          </span>
          <Button icon={<IconPlus size={16} stroke={1.75} />} onClick={() => setAdding(true)}>
            {i18n.t('New object')}
          </Button>
        </p>
      ) : null}
      <ObjectTabs objects={objects} shown={shown} onShow={setShown}>
        {(object) => (
          <>
            {me.can.administer ? (
              <Tabs
                label={i18n.t('What of it')}
                value={part}
                onChange={(next) => show({ object: object.api, part: next as Part })}
                tabs={[
                  { value: 'fields', label: i18n.t('Fields') },
                  { value: 'layout', label: i18n.t('Layout') },
                ]}
              />
            ) : null}
            {part === 'layout' && me.can.administer ? (
              <Suspense fallback={<SkeletonLines count={8} />}>
                <LayoutEditor key={object.api} object={object} />
              </Suspense>
            ) : (
              <FieldTable key={object.api} object={object} begin={object.api === made} />
            )}
          </>
        )}
      </ObjectTabs>
      {me.can.administer ? <HiddenObjects /> : null}
      {adding ? (
        <AddObject
          onClose={() => setAdding(false)}
          onMade={(api) => {
            setAdding(false);
            show({ object: api });
            setMade(api);
          }}
        />
      ) : null}
    </div>
  );
}

/** The fields of an object; `begin` opens the window in which they are added. */
function FieldTable({ object, begin }: { object: ObjectType; begin: boolean }) {
  const me = useMe();
  const [adding, setAdding] = useState(begin);
  const [open, setOpen] = useState<Opened | null>(null);
  const model = useQuery({ queryKey: [...keys.objects, object.api], queryFn: () => getModel(object.api) }).data;
  const all = model?.fields ?? object.fields;
  const hidden = all.filter((field) => field.archived);
  return (
    <section aria-label={objectLabel(object, true)} className="k-stack">
      <p className="k-row k-wrap">
        <Icon name={object.icon} />
        <span className="k-grow k-muted">
          {i18n.t('{count, plural, one {# field} other {# fields}}', { count: all.length - hidden.length })}
        </span>
        {me.can.administer ? (
          <Button look="primary" icon={<IconPlus size={16} stroke={1.75} />} onClick={() => setAdding(true)}>
            {i18n.t('Add a field')}
          </Button>
        ) : null}
        {me.can.administer ? <ObjectMenu object={object} /> : null}
      </p>
      {me.can.administer && object.custom ? <NextSteps object={object} /> : null}
      {fieldGroups().map(({ group, label }) => {
        const fields = all.filter((field) => field.group === group && !field.archived);
        if (fields.length === 0) return null;
        return (
          <div key={group}>
            <h2 className="k-group-name">{label}</h2>
            <ul className="k-lines-list">
              {fields.map((field, at) => (
                <FieldLine key={field.key} field={field}>
                  {me.can.administer && group !== 'system' ? (
                    <FieldMenu
                      object={object}
                      field={field}
                      all={all}
                      near={[fields[at - 1], fields[at + 1]]}
                      onOpen={(window) => setOpen({ window, field })}
                    />
                  ) : null}
                </FieldLine>
              ))}
            </ul>
          </div>
        );
      })}
      {hidden.length > 0 ? (
        <div>
          <h2 className="k-group-name">{i18n.t('Hidden fields')}</h2>
          <ul className="k-lines-list">
            {hidden.map((field) => (
              <FieldLine key={field.key} field={field}>
                {me.can.administer ? (
                  <Button small onClick={() => void setHidden(object, field, false)}>
                    {i18n.t('Bring back')}
                  </Button>
                ) : null}
              </FieldLine>
            ))}
          </ul>
        </div>
      ) : null}
      {adding ? <AddField object={object} onClose={() => setAdding(false)} /> : null}
      {open ? <FieldWindow object={object} open={open} onClose={() => setOpen(null)} /> : null}
    </section>
  );
}

const windows = { edit: EditField, retype: ChangeType, move: MoveOptions };
type Opened = { window: keyof typeof windows; field: Field };

function FieldWindow({ object, open, onClose }: { object: ObjectType; open: Opened; onClose: () => void }) {
  const Window = windows[open.window];
  return <Window object={object} field={open.field} onClose={onClose} />;
}

type MenuProps = {
  object: ObjectType;
  field: Field;
  all: Field[];
  /** The neighbours in its group, above and below. */
  near: [Field | undefined, Field | undefined];
  onOpen: (window: Opened['window']) => void;
};

function FieldMenu({ object, field, all, near, onOpen }: MenuProps) {
  const mayMove = field.custom && !field.read_only && field.options !== null;
  const mayRetype = field.custom && !field.read_only && typeChangesOf(field.type).length > 0;
  const [above, below] = near;
  const needed = field.key === object.title || (field.required && !field.custom);
  const order = all.map((one) => one.key);
  const swap = (other: Field | undefined): void => {
    if (!other) return;
    const next = order.map((key) => (key === field.key ? other.key : key === other.key ? field.key : key));
    void write(orderFields(object.api, next), i18n.t('{name} was moved.', { name: fieldLabel(field) }));
  };
  return (
    <Menu
      end
      trigger={
        <IconButton
          label={i18n.t('Change {name}', { name: fieldLabel(field) })}
          icon={<IconDots size={16} stroke={1.75} />}
        />
      }
      entries={[
        { label: i18n.t('Edit'), run: () => onOpen('edit') },
        ...(mayMove ? [{ label: i18n.t('Join or split choices'), run: () => onOpen('move') }] : []),
        ...(mayRetype
          ? [{ label: i18n.t('Change the type'), disabled: Boolean(field.changing), run: () => onOpen('retype') }]
          : []),
        { label: i18n.t('Move up'), disabled: !above, run: () => swap(above) },
        { label: i18n.t('Move down'), disabled: !below, run: () => swap(below) },
        'line',
        { label: i18n.t('Hide the field'), disabled: needed, run: () => void setHidden(object, field, true) },
      ]}
    />
  );
}

async function write(work: Promise<Answer<unknown>>, text: string): Promise<void> {
  try {
    const { changeSet } = await work;
    saved(text, changeSet);
  } catch (problem) {
    toast({ tone: 'problem', text: (problem as Error).message });
  }
  await queries.invalidateQueries({ queryKey: keys.objects });
}

function setHidden(object: ObjectType, field: Field, archived: boolean): Promise<void> {
  const name = fieldLabel(field);
  return write(
    changeField(object.api, field.key, { archived }),
    archived ? i18n.t('{name} is hidden; its values are kept.', { name }) : i18n.t('{name} is back.', { name }),
  );
}

function FieldLine({ field, children }: { field: Field; children: ReactNode }) {
  const note = field.help ? inLanguage(field.help) : '';
  return (
    <li className="k-setting-line">
      <div className="k-grow">
        <p className="k-row k-wrap">
          <strong>{fieldLabel(field)}</strong>
          {field.custom ? <Chip tone="teal">{i18n.t('Own')}</Chip> : null}
          {field.required ? <Chip>{i18n.t('Required')}</Chip> : null}
          {field.unique ? <Chip>{i18n.t('Unique')}</Chip> : null}
          {field.sensitive ? <Chip tone="amber">{i18n.t('Personal data')}</Chip> : null}
        </p>
        <p className="k-muted">
          {[typeName(field.type), field.key, field.formula ? `= ${field.formula}` : '', note]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {field.changing ? (
          <Suspense>
            <ChangingType changing={field.changing} />
          </Suspense>
        ) : null}
      </div>
      {children}
    </li>
  );
}
