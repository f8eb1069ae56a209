import { useState } from 'react';
import type { Field, ObjectType } from '#web/kernel/api';
import { i18n, inLanguage } from '#web/kernel/i18n';
import { fieldGroups, fieldLabel, menuObjects, objectLabel, useObjects } from '#web/kernel/objects';
import { useMe } from '#web/kernel/session';
import { Button, Chip, Icon, SkeletonLines, Tabs } from '#web/kernel/ui';
import { IconPlus } from '@tabler/icons-react';
import { AddField } from './add-field.tsx';
import { typeName } from './field-types.ts';

/** The object model: what is kept about whom, and fields of one's own. */
export default function ObjectSettings() {
  const all = useObjects();
  const objects = [...menuObjects(all), ...all.filter((object) => object.kind === 'entry')];
  const [api, setApi] = useState('people');
  const object = objects.find((one) => one.api === api) ?? objects[0];
  if (!object) return <SkeletonLines count={8} />;
  return (
    <div className="k-stack">
      <Tabs
        label={i18n.t('Objects')}
        value={object.api}
        onChange={setApi}
        tabs={objects.map((one) => ({ value: one.api, label: objectLabel(one, true) }))}
      />
      <FieldTable key={object.api} object={object} />
    </div>
  );
}

function FieldTable({ object }: { object: ObjectType }) {
  const me = useMe();
  const [adding, setAdding] = useState(false);
  return (
    <section aria-label={objectLabel(object, true)} className="k-stack">
      <p className="k-row k-wrap">
        <Icon name={object.icon} />
        <span className="k-grow k-muted">
          {i18n.t('{count, plural, one {# field} other {# fields}}', { count: object.fields.length })}
        </span>
        {me.can.administer ? (
          <Button look="primary" icon={<IconPlus size={16} stroke={1.75} />} onClick={() => setAdding(true)}>
            {i18n.t('Add a field')}
          </Button>
        ) : null}
      </p>
      {fieldGroups().map(({ group, label }) => {
        const fields = object.fields.filter((field) => field.group === group);
        if (fields.length === 0) return null;
        return (
          <div key={group}>
            <h2 className="k-group-name">{label}</h2>
            <ul className="k-lines-list">
              {fields.map((field) => (
                <FieldLine key={field.key} field={field} />
              ))}
            </ul>
          </div>
        );
      })}
      {adding ? <AddField object={object} onClose={() => setAdding(false)} /> : null}
    </section>
  );
}

function FieldLine({ field }: { field: Field }) {
  const note = field.help ? inLanguage(field.help) : '';
  return (
    <li className="k-setting-line">
      <div className="k-grow">
        <p className="k-row k-wrap">
          <strong>{fieldLabel(field)}</strong>
          {field.custom ? <Chip tone="teal">{i18n.t('Own')}</Chip> : null}
          {field.required ? <Chip>{i18n.t('Required')}</Chip> : null}
          {field.sensitive ? <Chip tone="amber">{i18n.t('Personal data')}</Chip> : null}
        </p>
        <p className="k-muted">{[typeName(field.type), field.key, note].filter(Boolean).join(' · ')}</p>
      </div>
    </li>
  );
}
