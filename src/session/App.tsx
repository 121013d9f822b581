import { startTransition, useLayoutEffect, useRef, useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import type { i18n } from 'i18next';
import { RefusedError } from '../connection/refusal.ts';
import { DeskContext, type Desk } from '../desk/desk-context.ts';
import { startDesk } from '../desk/start-desk.ts';
import { Shell } from '../shell/Shell.tsx';
import { TooltipProvider } from '../ui/Tooltip.tsx';
import { EndPage, type End, type EndFacts } from './EndPage.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { signIn, type OidcSession } from './oidc-session.ts';
import { StartFrame } from './StartFrame.tsx';
import styles from './App.module.css';

type Phase =
  | { name: 'starting' }
  | { name: 'desk'; desk: Desk; known: boolean }
  | { name: 'over'; end: End; facts: EndFacts; session: OidcSession | null };

/** How soon to try again by itself when the server can't be reached, ms. */
const AGAIN_AFTER = 5000;

function endOf(error: unknown): End {
  if (!(error instanceof RefusedError)) return 'unreachable';
  if (error.code === 'FORBIDDEN') return 'forbidden';
  if (error.code === 'SESSION_REPLACED') return 'replaced';
  return error.code === 'UNAUTHORIZED' || error.code === 'TOKEN_EXPIRED' ? 'expired' : 'unreachable';
}

/** Where the account is the matter, its name and the code belong to it. */
function accountFacts(end: End, session: OidcSession | null): Partial<EndFacts> {
  if (end !== 'forbidden' && end !== 'locked') return {};
  return { account: session?.account() ?? '', code: end.toUpperCase() };
}

/**
 * From the first byte to the desk, and every page that says why there is none. `coming`: the sign-in that has begun
 * already; another attempt begins one of its own.
 */
export function App({ words, coming }: { words: i18n; coming: Promise<OidcSession> }) {
  const [phase, setPhase] = useState<Phase>({ name: 'starting' });
  const [attempt, setAttempt] = useState(0);
  const begun = useRef<Promise<OidcSession> | null>(coming);

  // Before anything is drawn: the socket opens meanwhile.
  useLayoutEffect(() => {
    let here = true;
    let stop: (() => void) | null = null;
    let session: OidcSession | null = null;
    let again: ReturnType<typeof setTimeout> | undefined;
    const over = (end: End, about: Partial<EndFacts> = {}) => {
      if (!here) return;
      stop?.();
      stop = null;
      const facts = { at: Date.now(), ...accountFacts(end, session), ...about };
      setPhase({ name: 'over', end, facts, session });
      if (end === 'unreachable') {
        again = setTimeout(() => {
          setAttempt((count) => count + 1);
        }, AGAIN_AFTER);
      }
    };
    const start = async () => {
      const signingIn = begun.current ?? signIn();
      begun.current = null;
      session = await signingIn;
      const started = startDesk({ session, words, onEnding: over });
      stop = started.stop;
      if (!here) {
        started.stop();
        return;
      }
      const { desk } = started;
      // Drawn bit by bit while the server is asked, and heard from meanwhile.
      startTransition(() => {
        setPhase({ name: 'desk', desk, known: false });
      });
      await started.known;
      setPhase((before) => (before.name === 'over' ? before : { name: 'desk', desk, known: true }));
    };
    start().catch((error: unknown) => {
      over(endOf(error), error instanceof RefusedError ? { code: error.code } : {});
    });
    return () => {
      here = false;
      clearTimeout(again);
      stop?.();
    };
  }, [attempt, words]);

  const goOn = () => {
    if (phase.name !== 'over') return;
    const { end, session } = phase;
    if (end === 'unreachable' || session === null) setAttempt(attempt + 1);
    else if (end === 'forbidden') void session.logout();
    else void session.login(end === 'replaced');
  };

  return (
    <I18nextProvider i18n={words}>
      <TooltipProvider>
        <ErrorBoundary>
          {phase.name === 'desk' && !phase.known && <StartFrame />}
          {phase.name === 'desk' && (
            <div className={phase.known ? undefined : styles.hidden}>
              <DeskContext value={phase.desk}>
                <Shell />
              </DeskContext>
            </div>
          )}
          {phase.name === 'over' && <EndPage end={phase.end} facts={phase.facts} onGoOn={goOn} />}
        </ErrorBoundary>
      </TooltipProvider>
    </I18nextProvider>
  );
}
