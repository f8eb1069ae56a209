import { lazy } from 'react';
import type { ObjectType, RecordRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { loadFieldsDialog } from '#web/kernel/objects';
import { toast } from '#web/kernel/ui';
import { addConsent } from '../consent-api.ts';

const FieldsDialog = lazy(loadFieldsDialog);

const ASKED = ['channel', 'purpose', 'answer', 'wording', 'obtained_by', 'form', 'happened_at', 'proof'];
const NEEDED = ['channel', 'purpose', 'answer'];

type Props = { object: ObjectType; person: string; corrects: RecordRow | null; onClose: () => void };

/** The window in which a yes or a no is recorded, or an entry that takes the place of a wrong one. */
export default function RecordConsent({ object, person, corrects, onClose }: Props) {
  const first = corrects
    ? Object.fromEntries(ASKED.map((key) => [key, corrects[key]]))
    : { channel: 'email', answer: 'yes' };
  return (
    <FieldsDialog
      title={corrects ? i18n.t('Correct an entry') : i18n.t('Record consent')}
      object={object}
      fields={corrects ? [...NEEDED, 'reason', ...ASKED.slice(NEEDED.length)] : ASKED}
      required={corrects ? [...NEEDED, 'reason'] : NEEDED}
      values={first}
      submit={corrects ? i18n.t('Correct') : i18n.t('Record consent')}
      onClose={onClose}
      onSubmit={async (values) => {
        await addConsent(person, corrects ? { ...values, corrects: corrects.id } : values);
        toast({ text: i18n.t('Recorded. Entries are never changed; a wrong one is corrected by another.') });
      }}
    >
      <p className="k-muted">
        {i18n.t('An entry stays as it is for good. Withdrawing is an entry too: the answer is no.')}
      </p>
    </FieldsDialog>
  );
}
