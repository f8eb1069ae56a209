import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { getMe, getSetup, keys, Problem } from '#web/kernel/api';
import { ProblemNote } from '#web/kernel/ui';
import { wasHere } from './sign-in/was-here.ts';

/** Decides where somebody who opens the bare address belongs: setup, sign-in or the workspace. */
export function StartPage() {
  const known = wasHere();
  const me = useQuery({ queryKey: keys.me, queryFn: getMe, enabled: known });
  const setup = useQuery({ queryKey: ['setup'], queryFn: getSetup, enabled: !known || me.isError });
  if (!known && setup.data?.needed === false) return <Navigate to="/sign-in" replace />;
  if (me.data) return <Navigate to="/w/$slug" params={{ slug: me.data.workspace.slug }} replace />;
  if (setup.data?.needed) return <Navigate to="/setup" replace />;
  if (me.error instanceof Problem && me.error.status === 401 && (setup.data ?? setup.error))
    return <Navigate to="/sign-in" replace />;
  const problem = me.error instanceof Problem && me.error.status === 401 ? null : me.error;
  return problem ? (
    <div className="k-page">
      <ProblemNote problem={problem} onRetry={() => void me.refetch()} />
    </div>
  ) : null;
}
