import { useLocation } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

/** The secret of a link, which stands behind the # so that no server and no log sees it; taken off the address bar. */
export function useLinkToken(): string {
  const hash = useLocation({ select: (location) => location.hash });
  const [token, setToken] = useState(hash);
  if (hash && hash !== token) setToken(hash);
  useEffect(() => {
    if (hash) history.replaceState(history.state, '', location.pathname);
  }, [hash]);
  return token;
}
