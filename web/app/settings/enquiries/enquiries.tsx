import { useState } from 'react';
import type { RecordRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { useMe } from '#web/kernel/session';
import { Button } from '#web/kernel/ui';
import { ShowSecret } from '../show-secret.tsx';
import { KeptRecords } from '../kept/kept-records.tsx';

const FORM = [
  'name',
  'address',
  'language',
  'heading',
  'text',
  'asks',
  'consents',
  'consent_text',
  'thanks',
  'thanks_address',
  'origins',
  'owner',
  'active',
];
const RULE = ['name', 'position', 'condition', 'members', 'team', 'way', 'by', 'by_field', 'manager'];
const DUTY = ['name', 'assignee', 'hours', 'time_zone', 'away_until', 'territories', 'skills'];

/** Where enquiries come in, and to whom they go. */
export default function Enquiries() {
  return (
    <div className="k-stack">
      <KeptRecords
        api="web_forms"
        title={i18n.t('Web forms')}
        about={i18n.t('A page of its own for people without an account, which may also stand in your site.')}
        add={i18n.t('Make a form')}
        fields={FORM}
        required={['name', 'address', 'language', 'heading', 'asks']}
        first={{ language: 'en', asks: 'name*\nemail*\nphone\nmessage*', active: true }}
        More={FormPlaces}
        tell={(form) =>
          i18n.t('{count, plural, one {# enquiry} other {# enquiries}}', { count: Number(form.enquiries) })
        }
      />
      <KeptRecords
        api="assignment_rules"
        title={i18n.t('Assignment rules')}
        about={i18n.t('The first rule that fits decides to whom an enquiry goes.')}
        add={i18n.t('Add a rule')}
        fields={RULE}
        required={['name', 'way']}
        first={{ way: 'turns' }}
        tell={(rule) => (typeof rule.condition === 'string' ? rule.condition : i18n.t('All enquiries'))}
      />
      <KeptRecords
        api="duties"
        title={i18n.t('Working times')}
        about={i18n.t('When members take enquiries, and which suit them. Who has none takes all, at any time.')}
        add={i18n.t('Add working times')}
        fields={DUTY}
        required={['name', 'assignee']}
        first={{ hours: 'mon-fri 09:00-17:00' }}
        tell={(duty) => String(duty.hours ?? '')}
      />
    </div>
  );
}

/** The page of a form, and what makes it part of another page. */
function FormPlaces({ record: form }: { record: RecordRow }) {
  const me = useMe();
  const [open, setOpen] = useState(false);
  const address = `${location.origin}/f/${me.workspace.slug}/${String(form.address)}`;
  const frame = `<iframe src="${address}" title="${attribute(String(form.heading))}" loading="lazy" `;
  const snippet = `${frame}style="width:100%;height:720px;border:0"></iframe>`;
  return (
    <>
      <a className="k-link" href={address} target="_blank" rel="noreferrer">
        {i18n.t('Open the page')}
      </a>
      <Button small onClick={() => setOpen(true)}>
        {i18n.t('Snippet for your site')}
      </Button>
      {open ? (
        <ShowSecret
          title={i18n.t('Snippet for your site')}
          secret={snippet}
          done={i18n.t('Close')}
          onClose={() => setOpen(false)}
        >
          <p>
            {i18n.t(
              'Put it where the form shall stand. Name the site in the form, or browsers will not show it there.',
            )}
          </p>
        </ShowSecret>
      ) : null}
    </>
  );
}

const SIGNS: Record<string, string> = { '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' };
const attribute = (text: string): string => text.replaceAll(/[&"<>]/g, (sign) => SIGNS[sign]!);
