import { Link } from '@tanstack/react-router';
import type { ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { useMe } from '#web/kernel/session';
import { CheckField } from '#web/kernel/ui';
import { fieldLabel } from '../model/model.ts';
import { usePaths } from '../model/use-model.ts';

/** Which fields are columns of a list; administrators find the way to further fields. */
export function ColumnChoice(props: { object: ObjectType; columns: string[]; onChange: (columns: string[]) => void }) {
  const { object, columns } = props;
  const me = useMe();
  const paths = usePaths();
  const fields = object.fields.filter(
    (field) => field.key !== object.title && !['files', 'image', 'rich_text'].includes(field.type),
  );
  return (
    <fieldset className="k-stack">
      <legend className="k-label">{i18n.t('Columns')}</legend>
      {fields.map((field) => (
        <CheckField
          key={field.key}
          label={fieldLabel(field)}
          checked={columns.includes(field.key)}
          onChange={(on) => props.onChange(on ? [...columns, field.key] : columns.filter((key) => key !== field.key))}
        />
      ))}
      {me.can.administer ? (
        <Link to={paths.page('settings/objects')} search={{ object: object.api } as never} className="k-link">
          {i18n.t('Add a field')}
        </Link>
      ) : null}
    </fieldset>
  );
}
