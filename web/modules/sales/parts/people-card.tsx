import type { RecordRow } from '#web/kernel/api';
import { format, i18n, inLanguage } from '#web/kernel/i18n';
import { findField, useObject, type RecordSlotProps } from '#web/kernel/objects';
import { PartList } from './part-list.tsx';

/** Who decides, influences or blocks a deal, and whose work it is in which shares; on a person: in which deals. */
export default function PeopleCard({ object, record }: RecordSlotProps) {
  const people = useObject('deal_people');
  const role = people ? findField(people, 'role') : null;
  const tellRole = (part: RecordRow): string => {
    const option = role?.options?.find(({ value }) => value === part['role']);
    return [option ? inLanguage(option.label) : '', part['note']].filter(Boolean).join(' · ');
  };
  if (object.api === 'people')
    return (
      <PartList
        {...{ object, record }}
        api="deal_people"
        title={i18n.t('Roles in deals')}
        add={i18n.t('Add to a deal')}
        by="person"
        to={{ field: 'deal', api: 'deals' }}
        fields={['deal', 'role', 'note']}
        required={['deal', 'role']}
        tell={tellRole}
      />
    );
  if (object.api !== 'deals') return null;
  return (
    <>
      <PartList
        {...{ object, record }}
        api="deal_people"
        title={i18n.t('People and their roles')}
        add={i18n.t('Add a person')}
        by="deal"
        to={{ field: 'person', api: 'people' }}
        fields={['person', 'role', 'note']}
        required={['person', 'role']}
        tell={tellRole}
      />
      <PartList
        {...{ object, record }}
        api="deal_shares"
        title={i18n.t('Team and shares')}
        add={i18n.t('Add a share')}
        by="deal"
        to={{ field: 'holder', api: null }}
        fields={['holder', 'percent', 'part']}
        required={['holder', 'percent']}
        tell={tellShare}
      />
    </>
  );
}

const tellShare = (part: RecordRow): string =>
  [format.number(Number(part['percent']) / 100, { style: 'percent', maximumFractionDigits: 2 }), part['part']]
    .filter(Boolean)
    .join(' · ');
