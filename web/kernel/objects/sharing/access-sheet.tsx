import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  Problem,
  queries,
  setFollowing,
  setPrivate,
  stopSharing,
  whoSees,
  whySees,
  type Answer,
  type ObjectType,
  type RecordRow,
  type Sharing,
} from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { useMe } from '#web/kernel/session';
import { Dialog, ProblemNote, SelectField, SkeletonLines, SwitchField, toast } from '#web/kernel/ui';
import { recordName } from '../model/model.ts';
import { saved } from '../model/save.ts';
import { useMembers } from '../model/use-model.ts';
import { AccessReasons } from './access-reasons.tsx';
import { ShareForm } from './share-form.tsx';
import { ShareLines } from './share-lines.tsx';
import { sharingKey, useSharing } from './use-sharing.ts';
import './sharing.css';

export type SheetProps = { object: ObjectType; record: RecordRow };

/** Who can see a record and why; sharing, privacy and following are changed here. */
export default function AccessSheet({ object, record, onClose }: SheetProps & { onClose: () => void }) {
  const me = useMe();
  const sharing = useSharing(object, record.id);
  const { problem, run } = useSharingTask(object, record);
  const name = recordName(object, record);
  return (
    <Dialog wide title={i18n.t('Who can see {name}?', { name })} onClose={onClose}>
      <div className="k-stack k-access">
        <ProblemNote problem={problem} />
        {sharing ? <Sharings {...{ object, record, sharing, run }} /> : <SkeletonLines />}
        {me.can.administer ? <WhoSees object={object} record={record} /> : null}
      </div>
    </Dialog>
  );
}

export type RunSharing = (work: () => Promise<Answer<unknown>>, text: string) => Promise<boolean>;

/** Changes the sharing of a record, with Undo; a refusal is told in the sheet. */
function useSharingTask(object: ObjectType, record: RecordRow): { problem: Problem | null; run: RunSharing } {
  const [problem, setProblem] = useState<Problem | null>(null);
  const run: RunSharing = async (work, text) => {
    setProblem(null);
    try {
      saved(text, (await work()).changeSet);
      return true;
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
      return false;
    } finally {
      await queries.invalidateQueries({ queryKey: sharingKey(object.api, record.id) });
    }
  };
  return { problem, run };
}

function Sharings({ object, record, sharing, run }: SheetProps & { sharing: Sharing; run: RunSharing }) {
  const key = sharingKey(object.api, record.id);
  // On the screen at once; the answer that follows says how it is.
  const show = (now: Partial<Sharing>): void => {
    queries.setQueryData<Sharing>(key, { ...sharing, ...now });
  };
  const follow = async (on: boolean): Promise<void> => {
    show({ following: on });
    await setFollowing(object.api, record.id, on).catch(tellProblem);
    await queries.invalidateQueries({ queryKey: key });
  };
  const makePrivate = (on: boolean): void => {
    show({ private: on });
    void run(
      () => setPrivate(object.api, record.id, on),
      on ? i18n.t('Now private.') : i18n.t('Open again to all whose role reads it.'),
    );
  };
  const followers = sharing.followers.map((one) => one.name).join(', ');
  return (
    <>
      <ShareLines
        shares={sharing.data}
        onStop={
          sharing.can.share
            ? (share) =>
                void run(
                  () => stopSharing(object.api, record.id, share),
                  i18n.t('No longer shared with {name}.', { name: share.holder.name ?? '' }),
                )
            : null
        }
      />
      {sharing.can.share ? <ShareForm object={object} record={record} run={run} /> : null}
      {sharing.can.make_private || sharing.private ? (
        <SwitchField
          label={i18n.t('Private')}
          help={i18n.t('Only its owner, those it is shared with, and administrators see it.')}
          checked={sharing.private}
          disabled={!sharing.can.make_private}
          onChange={makePrivate}
        />
      ) : null}
      <SwitchField
        label={i18n.t('Follow')}
        help={
          followers
            ? i18n.t('Following: {names}. No right follows from it.', { names: followers })
            : i18n.t('It says that you want to hear of it. No right follows from it.')
        }
        checked={sharing.following}
        onChange={(on) => void follow(on)}
      />
    </>
  );
}

const tellProblem = (problem: Error): void => void toast({ tone: 'problem', text: problem.message });

function WhoSees({ object, record }: SheetProps) {
  const all = useQuery({
    queryKey: [...sharingKey(object.api, record.id), 'who'],
    queryFn: () => whoSees(object.api, record.id),
  });
  return (
    <section aria-label={i18n.t('Who sees it, and why')}>
      <h3>{i18n.t('Who sees it, and why')}</h3>
      <ProblemNote problem={all.error} />
      {all.isPending ? <SkeletonLines /> : null}
      <ul className="k-lines-list">
        {(all.data ?? []).map((line) => (
          <AccessReasons key={line.member.id} line={line} />
        ))}
      </ul>
      {all.data ? <WhyNot object={object} record={record} seen={all.data.map((line) => line.member.id)} /> : null}
    </section>
  );
}

function WhyNot({ object, record, seen }: SheetProps & { seen: string[] }) {
  const others = useMembers().filter((member) => !seen.includes(member.id));
  const [member, setMember] = useState<string | null>(null);
  const asked = useQuery({
    queryKey: [...sharingKey(object.api, record.id), 'why', member],
    enabled: member !== null,
    queryFn: () => whySees(object.api, record.id, member ?? ''),
  });
  if (others.length === 0) return null;
  return (
    <div className="k-stack">
      <SelectField
        label={i18n.t('Why can somebody not see it?')}
        placeholder={i18n.t('Choose a member')}
        choices={others.map((one) => ({ value: one.id, label: one.name }))}
        value={member}
        onChange={setMember}
      />
      <ProblemNote problem={asked.error} />
      {asked.data ? (
        <ul className="k-lines-list">
          <AccessReasons line={asked.data} />
        </ul>
      ) : null}
    </div>
  );
}
