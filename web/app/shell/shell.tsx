import { useQuery } from '@tanstack/react-query';
import { Navigate, Outlet, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { getMe, keys, onSignedOut, Problem, queries, viewedMember, type Me } from '#web/kernel/api';
import { activateLanguage, currentLanguage } from '#web/kernel/i18n';
import {
  askGate,
  loadCellEditor,
  loadConditionEditor,
  loadConflictHost,
  loadUndoHost,
  useUndoQuestion,
  loadCreateHost,
  loadRecordPage,
  loadWorkTray,
  SlotsContext,
  takeUpWork,
  useConflict,
  useCreateRequest,
  useFollowed,
  useGate,
  useRefused,
} from '#web/kernel/objects';
import { useEvents } from '#web/kernel/realtime';
import { applyMe, SessionContext } from '#web/kernel/session';
import { ProblemNote, ShortcutList, SidePanel, Skeleton, usePhone, useTheme, useWide } from '#web/kernel/ui';
import { i18n } from '#web/kernel/i18n';
import { rememberHere } from '../sign-in/was-here.ts';
import { slots } from '../modules.ts';
import { BottomBar } from './bottom-bar.tsx';
import { openPalette, usePalette } from './palette-store.ts';
import { Sidebar } from './sidebar.tsx';
import { useGlobalShortcuts } from './use-global-shortcuts.ts';
import { ViewingBanner } from './viewing-banner.tsx';
import './shell.css';

/** Behind everything that the page itself needs first. */
const TAKE_UP_MS = 400;

const loadPalette = () => import('../palette/palette.tsx');
const Palette = lazy(loadPalette);
const CreateHost = lazy(loadCreateHost);
const ConflictHost = lazy(loadConflictHost);
const UndoHost = lazy(loadUndoHost);
const WorkTray = lazy(loadWorkTray);

/** Brings the windows in while nothing else happens, so that a key opens them at once. */
function fetchWindows(): () => void {
  const timer = setTimeout(
    () =>
      void Promise.all([loadPalette(), loadCreateHost(), loadRecordPage(), loadConditionEditor(), loadCellEditor()]),
    600,
  );
  return () => clearTimeout(timer);
}

/** The frame around every signed-in page: who is here, the menu, the windows that open from anywhere. */
export function Shell() {
  if (!viewedMember()) return <Inside />;
  return (
    <div className="k-viewed">
      <ViewingBanner />
      <Inside />
    </div>
  );
}

function Inside() {
  const { slug } = useParams({ strict: false }) as { slug: string };
  const me = useQuery({ queryKey: keys.me, queryFn: getMe, staleTime: 300_000 });
  const [left, setLeft] = useState(false);
  useEffect(() => onSignedOut(() => setLeft(true)), []);
  // What was on the page is no longer anybody's to see.
  useEffect(() => (left ? queries.clear() : undefined), [left]);
  if (left || (me.error instanceof Problem && me.error.status === 401))
    return <Navigate to="/sign-in" search={{ next: location.pathname + location.search } as never} replace />;
  if (me.error) {
    return (
      <div className="k-page">
        <ProblemNote problem={me.error} onRetry={() => void me.refetch()} />
      </div>
    );
  }
  if (!me.data) return <FrameSkeleton />;
  if (me.data.workspace.slug !== slug)
    return <Navigate to="/w/$slug" params={{ slug: me.data.workspace.slug }} replace />;
  return <SignedIn me={me.data} />;
}

function SignedIn({ me }: { me: Me }) {
  const language = useMember(me);
  if (language === null) return <FrameSkeleton />;
  return (
    <SessionContext value={me}>
      <SlotsContext value={slots}>
        <Frame key={language} />
      </SlotsContext>
    </SessionContext>
  );
}

function useMember(me: Me): string | null {
  const { setTheme } = useTheme();
  const [language, setLanguage] = useState<string | null>(
    me.member.language === currentLanguage() ? me.member.language : null,
  );
  applyMe(me);
  const { theme, language: wanted } = me.member;
  // Who looks as somebody else keeps the language and the theme they read best.
  const own = viewedMember() === null;
  useEffect(() => (own ? setTheme(theme) : undefined), [own, theme, setTheme]);
  useEffect(() => {
    if (own && wanted !== currentLanguage()) void activateLanguage(wanted).then(() => setLanguage(wanted));
  }, [own, wanted]);
  return own ? language : currentLanguage();
}

function Frame() {
  useEvents();
  useEffect(() => rememberHere(true), []);
  useGlobalShortcuts();
  useEffect(fetchWindows, []);
  const phone = usePhone();
  const palette = usePalette();
  const creating = useCreateRequest();
  const conflict = useConflict();
  const gate = useGate();
  const undoing = useUndoQuestion();
  const working = useWork();
  const [menu, setMenu] = useState(false);
  const { narrow, fold } = useFolding();
  return (
    <div className="k-frame" data-narrow={(narrow && !phone) || undefined}>
      <a href="#page" className="k-skip">
        {i18n.t('Skip to the page')}
      </a>
      {phone ? (
        <SidePanel label={i18n.t('Menu')} open={menu} onClose={() => setMenu(false)}>
          <Sidebar onGo={() => setMenu(false)} />
        </SidePanel>
      ) : (
        <Sidebar narrow={narrow} onFold={fold} />
      )}
      <main id="page" className="k-main" tabIndex={-1} data-no-ring>
        <Outlet />
      </main>
      {phone ? <BottomBar onMenu={() => setMenu(true)} /> : null}
      <Suspense>
        {palette === 'commands' ? <Palette /> : null}
        {palette === 'shortcuts' ? <ShortcutList onClose={() => openPalette(null)} /> : null}
        {creating ? <CreateHost /> : null}
        {conflict ? <ConflictHost /> : null}
        {gate && slots.gate ? <slots.gate key={gate.row.id} question={gate} onClose={() => askGate(null)} /> : null}
        {undoing ? <UndoHost /> : null}
        {working ? <WorkTray /> : null}
      </Suspense>
    </div>
  );
}

/** Whether there is work in the background to show; what was begun elsewhere is taken up once. */
function useWork(): boolean {
  useEffect(() => {
    const timer = setTimeout(() => void takeUpWork(), TAKE_UP_MS);
    return () => clearTimeout(timer);
  }, []);
  const followed = useFollowed();
  const refused = useRefused();
  return followed.length > 0 || refused !== null;
}

/** The menu is as wide as it was left; in a narrow window it begins as icons, whatever was chosen in a wide one. */
function useFolding(): { narrow: boolean; fold: () => void } {
  const roomy = useWide();
  const name = roomy ? 'kith-sidebar' : 'kith-sidebar-narrow';
  const [, redraw] = useState(0);
  const chosen = localStorage.getItem(name) ?? (roomy ? 'wide' : 'narrow');
  const fold = (): void => {
    localStorage.setItem(name, chosen === 'narrow' ? 'wide' : 'narrow');
    redraw((times) => times + 1);
  };
  return { narrow: chosen === 'narrow', fold };
}

function FrameSkeleton() {
  return (
    <div className="k-frame" aria-busy="true">
      <div className="k-sidebar k-stack">
        <Skeleton tall />
        <Skeleton width="60%" />
        <Skeleton width="72%" />
        <Skeleton width="50%" />
      </div>
      <div className="k-main" />
    </div>
  );
}
