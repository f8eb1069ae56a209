import { useQuery } from '@tanstack/react-query';
import type { Rights } from '#shared/rights';
import { previewRole, type ObjectType, type RoleRow, type RolePreview } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { fieldLabel, objectLabel } from '#web/kernel/objects';
import { Button, Dialog, ProblemNote, SkeletonLines } from '#web/kernel/ui';
import { actionWords, fieldRightWords, verbWords } from './rights-words.ts';

type ChangeProps = {
  role: RoleRow;
  rights: Rights;
  objects: ObjectType[];
  busy: boolean;
  problem: unknown;
  onClose: () => void;
  onSave: () => void;
};

/** What other rights take away and give, told before they are saved. */
export function RoleChange({ role, rights, objects, busy, problem, onClose, onSave }: ChangeProps) {
  const preview = useQuery({
    queryKey: ['role-preview', role.key, rights],
    queryFn: () => previewRole(role.key, rights),
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <Dialog
      wide
      title={i18n.t('What this changes for “{name}”', { name: role.name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{i18n.t('Back')}</Button>
          <Button look="primary" busy={busy} disabled={!preview.data} onClick={onSave}>
            {i18n.t('Save the role')}
          </Button>
        </>
      }
    >
      <div className="k-stack">
        <ProblemNote problem={problem ?? preview.error} />
        {preview.isPending ? <SkeletonLines count={5} /> : null}
        {preview.data ? <Told preview={preview.data} objects={objects} /> : null}
      </div>
    </Dialog>
  );
}

function Told({ preview, objects }: { preview: RolePreview; objects: ObjectType[] }) {
  const { members } = preview;
  return (
    <>
      <p>
        {members === 0
          ? i18n.t('Nobody has this role yet: nothing is taken from anybody.')
          : i18n.t(
              '{count, plural, one {# member has} other {# members have}} this role. ' +
                'It holds from the next thing they do.',
              { count: members },
            )}
      </p>
      {preview.objects.map((one) => (
        <ObjectTold key={one.object} told={one} objects={objects} />
      ))}
      <FieldsTold preview={preview} objects={objects} />
      {preview.actions.length > 0 ? (
        <section>
          <h3>{i18n.t('Deeds')}</h3>
          <ul className="k-lines-list">
            {preview.actions.map(({ action, after }) => (
              <li key={action} className="k-told-line">
                <span className="k-grow">{actionWords(action)}</span>
                {after ? <Given text={i18n.t('now allowed')} /> : <Taken text={i18n.t('no longer allowed')} />}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

const Taken = ({ text }: { text: string }) => (
  <span className="k-told" data-tone="red">
    − {text}
  </span>
);
const Given = ({ text }: { text: string }) => (
  <span className="k-told" data-tone="green">
    + {text}
  </span>
);

function ObjectTold({ told, objects }: { told: RolePreview['objects'][number]; objects: ObjectType[] }) {
  const object = objects.find((one) => one.key === told.object);
  const { before, after } = told.create;
  const lines = told.members.filter((one) =>
    (['read', 'update', 'delete'] as const).some((verb) => one[verb].lost > 0 || one[verb].gained > 0),
  );
  return (
    <section>
      <h3>{object ? objectLabel(object, true) : told.object}</h3>
      <ul className="k-lines-list">
        {(before === 'none') === (after === 'none') ? null : (
          <li className="k-told-line">
            <span className="k-grow">{i18n.t('Make new ones')}</span>
            {after === 'none' ? <Taken text={i18n.t('no longer allowed')} /> : <Given text={i18n.t('now allowed')} />}
          </li>
        )}
        {lines.map((line) => (
          <li key={line.member.id} className="k-told-line">
            <span className="k-grow">{line.member.name}</span>
            {(['read', 'update', 'delete'] as const).map((verb) => (
              <MovedWords key={verb} verb={verbWords(verb)} moved={line[verb]} />
            ))}
          </li>
        ))}
      </ul>
      {lines.length === 0 ? (
        <p className="k-muted">{i18n.t('No record that is there now is lost or gained by anybody.')}</p>
      ) : null}
    </section>
  );
}

function MovedWords({ verb, moved }: { verb: string; moved: { lost: number; gained: number } }) {
  const word = verb.toLocaleLowerCase();
  return (
    <>
      {moved.lost > 0 ? (
        <Taken text={i18n.t('{count} to {verb}', { count: format.number(moved.lost), verb: word })} />
      ) : null}
      {moved.gained > 0 ? (
        <Given text={i18n.t('{count} to {verb}', { count: format.number(moved.gained), verb: word })} />
      ) : null}
    </>
  );
}

function FieldsTold({ preview, objects }: { preview: RolePreview; objects: ObjectType[] }) {
  if (preview.fields.length === 0) return null;
  const order = ['hidden', 'read', 'write'];
  return (
    <section>
      <h3>{i18n.t('Fields')}</h3>
      <ul className="k-lines-list">
        {preview.fields.map(({ object: key, field: name, before, after }) => {
          const object = objects.find((one) => one.key === key);
          const field = object?.fields.find((one) => one.key === name);
          const words = fieldRightWords(after).toLocaleLowerCase();
          return (
            <li key={`${key} ${name}`} className="k-told-line">
              <span className="k-grow">
                {field ? fieldLabel(field) : name}{' '}
                <span className="k-muted">{object ? objectLabel(object, true) : key}</span>
              </span>
              {order.indexOf(after) < order.indexOf(before) ? <Taken text={words} /> : <Given text={words} />}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
