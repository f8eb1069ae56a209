import { IconArrowsDiagonal, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { getRecord, keys, type ObjectType, type RecordRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Avatar, IconButton, ProblemNote, SkeletonLines } from '#web/kernel/ui';
import { arrange } from '../layout/arrange.ts';
import { latinName, pictureOf, recordName } from '../model/model.ts';
import { usePaths } from '../model/use-model.ts';
import { LockMark } from '../sharing/lock-mark.tsx';
import { useRecordDeeds } from '../sharing/use-sharing.ts';
import { Facts } from './facts.tsx';
import { Timeline } from '../timeline/timeline.tsx';
import './record.css';

/** What was said and done matters beside a list; changes of fields come when asked for. */
const WITHOUT_CHANGES = 'call,meeting,mail,letter,note,task,chat';

/** A record beside its list: enough to know, one key from the whole page. */
export default function Preview(props: { object: ObjectType; id: string; onClose: () => void }) {
  const { object, id } = props;
  const [kinds, setKinds] = useState(WITHOUT_CHANGES);
  const { data, error } = useQuery({
    queryKey: keys.record(object.api, id),
    queryFn: () => getRecord(object.api, id),
  });
  return (
    <aside className="k-preview" aria-label={i18n.t('Preview')}>
      <ProblemNote problem={error} />
      {data ? (
        <PreviewOf object={object} read={data} kinds={kinds} onKinds={setKinds} onClose={props.onClose} />
      ) : (
        <div className="k-preview-body">
          <SkeletonLines count={10} />
        </div>
      )}
    </aside>
  );
}

type PreviewOfProps = {
  object: ObjectType;
  read: RecordRow;
  kinds: string;
  onKinds: (kinds: string) => void;
  onClose: () => void;
};

function PreviewOf({ object, read, kinds, onKinds, onClose }: PreviewOfProps) {
  const paths = usePaths();
  const { record, sharing } = useRecordDeeds(object, read);
  return (
    <>
      <header className="k-preview-head">
        <Avatar
          name={recordName(object, record)}
          image={pictureOf(object, record)}
          size="medium"
          square={object.api !== 'people'}
        />
        <div className="k-grow">
          <h2>{recordName(object, record)}</h2>
          {latinName(record) ? <p className="k-muted">{latinName(record)}</p> : null}
          <LockMark object={object} sharing={sharing} />
        </div>
        <Link to={paths.record(object.api, record.id)} className="k-icon-button" aria-label={i18n.t('Open the page')}>
          <IconArrowsDiagonal size={16} stroke={1.75} aria-hidden="true" />
        </Link>
        <IconButton label={i18n.t('Close')} keys="escape" icon={<IconX size={16} stroke={1.75} />} onClick={onClose} />
      </header>
      <div className="k-preview-body">
        <Facts object={object} record={record} sections={arrange(object, record)?.flatMap((tab) => tab.sections)} />
        {object.has_timeline ? <Timeline object={object} record={record} kinds={kinds} onKinds={onKinds} /> : null}
      </div>
    </>
  );
}
