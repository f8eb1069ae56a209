import type { AccessLine } from '#web/kernel/api';
import { i18n, inLanguage } from '#web/kernel/i18n';
import { Avatar, Chip } from '#web/kernel/ui';
import './sharing.css';

const levelWords = (level: AccessLine['level']): string =>
  ({
    none: i18n.t('cannot see it'),
    read: i18n.t('reads'),
    write: i18n.t('reads and changes'),
    delete: i18n.t('reads, changes and removes'),
  })[level];

/** One member: how far they may go with a record, and why. */
export function AccessReasons({ line }: { line: AccessLine }) {
  return (
    <li className="k-access-line">
      <Avatar name={line.member.name} />
      <div className="k-grow">
        <p className="k-row k-wrap">
          <strong>{line.member.name}</strong>
          <Chip tone={line.level === 'none' ? 'red' : line.level === 'read' ? 'grey' : 'green'}>
            {levelWords(line.level)}
          </Chip>
        </p>
        <p className="k-muted">{line.reasons.map((reason) => inLanguage(reason.text)).join(' · ')}</p>
      </div>
    </li>
  );
}
