import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { finishSignOn, queries } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { ProblemNote } from '#web/kernel/ui';
import { Door } from './door.tsx';
import { takeNext } from './next-page.ts';
import { useSending } from './use-sending.ts';

/** Where the firm's service sends the browser back to: what it brought is handed in, once. */
export default function ReturnPage() {
  const navigate = useNavigate();
  const { problem, run } = useSending();
  const handedIn = useRef(false);
  useEffect(() => {
    if (handedIn.current) return;
    handedIn.current = true;
    const brought = readBrought();
    // What was brought counts once; it has no business in the address bar or the history.
    history.replaceState(history.state, '', location.pathname);
    void run(() => finishSignOn(brought)).then((answer) => {
      if (!answer) return;
      queries.clear();
      void navigate({ to: takeNext() ?? (answer.workspace ? `/w/${answer.workspace.slug}` : '/'), replace: true });
    });
  });
  return (
    <Door title={problem ? i18n.t('You are not signed in') : i18n.t('Signing in …')}>
      <ProblemNote problem={problem} />
      {problem ? (
        <Link to="/sign-in" className="k-link">
          {i18n.t('Back to signing in')}
        </Link>
      ) : null}
    </Door>
  );
}

function readBrought(): Parameters<typeof finishSignOn>[0] {
  const brought = new URLSearchParams(location.search);
  const given = ['code', 'iss', 'error'].flatMap((name) => {
    const value = brought.get(name);
    return value === null ? [] : [[name, value]];
  });
  return { state: brought.get('state') ?? '', ...(Object.fromEntries(given) as object) };
}
