import { actions, verbs, type Action, type Verb } from '#shared/rights';
import type { Scopes } from '#shared/keys/scopes';
import { i18n } from '#web/kernel/i18n';
import { objectLabel, useObjects } from '#web/kernel/objects';
import { CheckField } from '#web/kernel/ui';
import { actionWords, ruledObjects, verbWords } from '../roles/rights-words.ts';
import '../roles/roles.css';

type Props = { scopes: Scopes; onChange: (scopes: Scopes) => void };

/** What a key may do of all that its role may: verbs by object, and deeds. */
export function ScopeTable({ scopes, onChange }: Props) {
  const objects = ruledObjects(useObjects());
  const rows = [
    { key: 'default', label: i18n.t('All others') },
    ...objects.map((object) => ({ key: object.key, label: objectLabel(object, true) })),
  ];
  const toggle = (action: Action, on: boolean): void =>
    onChange({ ...scopes, actions: actions.filter((one) => (one === action ? on : scopes.actions.includes(one))) });
  return (
    <>
      <div className="k-reach-scroll" tabIndex={0} role="region" aria-label={i18n.t('Rights to records')}>
        <table className="k-reach-table">
          <thead>
            <tr>
              <th scope="col">{i18n.t('Records')}</th>
              {verbs.map((verb) => (
                <th key={verb} scope="col">
                  {verbWords(verb)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <ScopeRow key={row.key} row={row} scopes={scopes} onChange={onChange} />
            ))}
          </tbody>
        </table>
      </div>
      <fieldset className="k-stack">
        <legend className="k-group-name">{i18n.t('Deeds')}</legend>
        {actions.map((action) => (
          <CheckField
            key={action}
            label={actionWords(action)}
            checked={scopes.actions.includes(action)}
            onChange={(on) => toggle(action, on)}
          />
        ))}
      </fieldset>
    </>
  );
}

/** What is not named has what all others have; the first tick of its own names it. */
function ScopeRow({ row, scopes, onChange }: Props & { row: { key: string; label: string } }) {
  const has = scopes.objects[row.key] ?? scopes.objects['default'] ?? [];
  const set = (verb: Verb, on: boolean): void => {
    const next = verbs.filter((one) => (one === verb ? on : has.includes(one)));
    onChange({ ...scopes, objects: { ...scopes.objects, [row.key]: next } });
  };
  return (
    <tr>
      <th scope="row">{row.label}</th>
      {verbs.map((verb) => (
        <td key={verb}>
          <input
            type="checkbox"
            aria-label={`${row.label}: ${verbWords(verb)}`}
            checked={has.includes(verb)}
            onChange={(event) => set(verb, event.currentTarget.checked)}
          />
        </td>
      ))}
    </tr>
  );
}
