import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { getMe, getSetup, keys, Problem } from '#web/kernel/api';
import { ProblemNote } from '#web/kernel/ui';

/** Decides where somebody who opens the bare address belongs: setup, sign-in or the workspace. */
export function StartPage() {
  const me = useQuery({ queryKey: keys.me, queryFn: getMe });
  const setup = useQuery({ queryKey: ['setup'], queryFn: getSetup, enabled: me.isError });
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
