import { IconEye } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { viewAs, viewedMember } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Button, toast, useShortcuts } from '#web/kernel/ui';

/** Says over every page through whose eyes it is seen; one press, or Alt Q, ends it. */
export function ViewingBanner() {
  const { slug } = useParams({ strict: false }) as { slug: string };
  const leave = (): void => viewAs(null, `/w/${slug}/settings/members`);
  useShortcuts([{ keys: 'alt+q', label: i18n.t('Look with your own eyes again'), run: leave }]);
  useEffect(keepDownloadsBack, []);
  const name = viewedMember()?.name ?? '';
  return (
    <section className="k-viewing" aria-label={i18n.t('View as')}>
      <IconEye size={16} stroke={1.75} aria-hidden="true" />
      <p className="k-grow">{i18n.t('You see Kith as {name} does. Nothing can be changed.', { name })}</p>
      <Button small keys="alt+q" onClick={leave}>
        {i18n.t('Leave')}
      </Button>
    </section>
  );
}

/** A download is asked for by the browser itself, which cannot say that it is asked as somebody else. */
function keepDownloadsBack(): () => void {
  const refuse = (event: MouseEvent): void => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="/api/"]') : null;
    if (!link) return;
    event.preventDefault();
    toast({ text: i18n.t('Files are not brought down while you look as somebody else.') });
  };
  document.addEventListener('click', refuse, true);
  return () => document.removeEventListener('click', refuse, true);
}
