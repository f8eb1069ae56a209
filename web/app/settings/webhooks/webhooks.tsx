import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { changeWebhook, keys, listWebhooks, removeWebhook, rotateSecret, testWebhook } from '#web/kernel/api';
import type { Webhook } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { Button, Chip, EmptyState, ProblemNote, SkeletonLines } from '#web/kernel/ui';
import { useRoleName } from '../roles/role-names.ts';
import { useTask } from '../use-task.ts';
import { Deliveries } from './deliveries.tsx';
import { ShowSecret } from '../show-secret.tsx';
import { MakeWebhook } from './make-webhook.tsx';

/** Other programs that are told what happens here. */
export default function Webhooks() {
  const all = useQuery({ queryKey: keys.settings('webhooks'), queryFn: listWebhooks });
  const [adding, setAdding] = useState(false);
  const add = (
    <Button className="k-self-start" look="primary" onClick={() => setAdding(true)}>
      {i18n.t('Make a webhook')}
    </Button>
  );
  return (
    <div className="k-stack">
      <ProblemNote problem={all.error} />
      {all.isPending ? <SkeletonLines /> : null}
      {all.data?.length === 0 ? (
        <EmptyState
          title={i18n.t('No webhooks yet')}
          text={i18n.t('A webhook is the address of another program. Kith tells it when something happens.')}
          action={add}
        />
      ) : null}
      <ul className="k-lines-list">
        {(all.data ?? []).map((hook) => (
          <WebhookLine key={hook.id} hook={hook} />
        ))}
      </ul>
      {all.data && all.data.length > 0 ? add : null}
      {adding ? <MakeWebhook onClose={() => setAdding(false)} /> : null}
    </div>
  );
}

function WebhookLine({ hook }: { hook: Webhook }) {
  const { problem, busy, run } = useTask();
  const [open, setOpen] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const roleName = useRoleName();
  const enabled = hook.state === 'enabled';
  const turn = () => changeWebhook(hook.id, { state: enabled ? 'disabled' : 'enabled' });
  return (
    <li className="k-setting-line">
      <div className="k-grow k-stack">
        <p>
          <strong>{hook.label}</strong> <State hook={hook} />
        </p>
        <p className="k-muted k-lines">{[hook.url, hook.events.join(', '), roleName(hook.role)].join('\n')}</p>
        {hook.disabled_reason ? <p className="k-muted">{hook.disabled_reason}</p> : null}
        <ProblemNote problem={problem} />
        <div className="k-row">
          <Button small aria-expanded={open} onClick={() => setOpen(!open)}>
            {i18n.t('What was sent')}
          </Button>
          {enabled ? (
            <Button small busy={busy} onClick={() => void run(() => testWebhook(hook.id), i18n.t('A test is sent.'))}>
              {i18n.t('Send a test')}
            </Button>
          ) : null}
          <Button
            small
            busy={busy}
            onClick={() => void run(() => rotateSecret(hook.id)).then((made) => made && setSecret(made.secret))}
          >
            {i18n.t('New secret')}
          </Button>
          <Button small busy={busy} onClick={() => void run(turn)}>
            {enabled ? i18n.t('Disable') : i18n.t('Enable')}
          </Button>
          {enabled ? null : (
            <Button
              small
              busy={busy}
              onClick={() => {
                // Else the open list asks once more for what is gone.
                setOpen(false);
                void run(() => removeWebhook(hook.id), i18n.t('The webhook is gone.'));
              }}
            >
              {i18n.t('Delete')}
            </Button>
          )}
        </div>
        {open ? <Deliveries hook={hook} /> : null}
      </div>
      {secret ? (
        <ShowSecret title={i18n.t('Copy the secret now')} secret={secret} onClose={() => setSecret(null)} />
      ) : null}
    </li>
  );
}

function State({ hook }: { hook: Webhook }) {
  if (hook.state === 'disabled') return <Chip>{i18n.t('Disabled')}</Chip>;
  if (!hook.failing_since) return null;
  const when = format.relativeTime(hook.failing_since);
  return <Chip tone="amber">{i18n.t('first failed {when}', { when })}</Chip>;
}
