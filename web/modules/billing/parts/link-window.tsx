import { useQuery } from '@tanstack/react-query';
import { ask } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Button, Dialog, Field, ProblemNote, SkeletonLines, toast } from '#web/kernel/ui';

/** Another link to the page of a quote that was sent. */
export default function LinkWindow({ id, onClose }: { id: string; onClose: () => void }) {
  const { data, error } = useQuery({
    queryKey: ['quote-link', id],
    queryFn: () => ask('POST /api/v1/quotes/{id}/links', { params: { id }, body: {} }),
    // Each opening of the window makes a link; none is made by looking again.
    staleTime: Infinity,
    gcTime: 0,
  });
  return (
    <Dialog title={i18n.t('Link to the page of the quote')} onClose={onClose}>
      <ProblemNote problem={error} />
      {data ? <LinkToCopy link={data.link} onDone={onClose} /> : null}
      {!data && !error ? <SkeletonLines count={2} /> : null}
    </Dialog>
  );
}

/** A link that is told once, and the button that copies it. */
export function LinkToCopy({ link, onDone }: { link: string; onDone: () => void }) {
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(link);
    toast({ text: i18n.t('Link copied.') });
    onDone();
  };
  return (
    <div className="k-stack">
      <Field
        label={i18n.t('Link')}
        help={i18n.t('Whoever has it reads, asks, accepts or declines. It is shown only now; another can be made.')}
      >
        {(control) => (
          <input {...control} className="k-input" readOnly value={link} onFocus={(event) => event.target.select()} />
        )}
      </Field>
      <div className="k-dialog-foot">
        <Button onClick={onDone}>{i18n.t('Close')}</Button>
        <Button look="primary" autoFocus data-autofocus onClick={() => void copy()}>
          {i18n.t('Copy the link')}
        </Button>
      </div>
    </div>
  );
}
