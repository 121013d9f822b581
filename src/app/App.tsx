import { useLayoutEffect, useRef, useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import type { i18n } from 'i18next';
import { RefusedError } from '../connection/refusal.ts';
import { DeskContext, useDesk, type Desk } from '../desk/desk-context.ts';
import { startDesk } from './start-desk.ts';
import { Shell } from './shell/Shell.tsx';
import { PageDirection } from '../ui/PageDirection.tsx';
import { begin, beginWith, type Beginning } from './beginning.ts';
import { EndPage, type End, type EndFacts } from './ends/EndPage.tsx';
import { ErrorBoundary } from './ends/ErrorBoundary.tsx';
import type { DeskSession } from '../session/session.ts';
import { StartFrame } from './StartFrame.tsx';
import { endOfRole } from './own-place.ts';
import { takeOverNext } from './take-over.ts';
import styles from './App.module.css';

type Phase =
  | { name: 'starting' }
  | { name: 'desk'; desk: Desk }
  | { name: 'over'; end: End; facts: EndFacts; session: DeskSession | null };

/** Ends that pass by themselves: how soon to try again, ms. */
const AGAIN_AFTER: Readonly<Partial<Record<End, number>>> = { unreachable: 5000, full: 15_000 };

/** Ends of accounts that are not let in. */
const REFUSED: readonly End[] = ['forbidden', 'locked', 'full'];

function endOf(error: unknown): End {
  if (!(error instanceof RefusedError)) return 'unreachable';
  if (error.code === 'FORBIDDEN') return 'forbidden';
  if (error.code === 'SESSION_REPLACED') return 'replaced';
  return error.code === 'UNAUTHORIZED' || error.code === 'TOKEN_EXPIRED' ? 'expired' : 'unreachable';
}

/** Problems of the account: the page shows its name and the code. */
function accountFacts(end: End, session: DeskSession | null): Partial<EndFacts> {
  const account = session?.account() ?? '';
  if (end === 'admin') return { account };
  if (!REFUSED.includes(end)) return {};
  return { account, code: end === 'full' ? 'QUOTA_AGENTS' : end.toUpperCase() };
}

/** Resolves when the server has taken the agent in. */
function takenIn({ store }: Desk): Promise<void> {
  return new Promise((resolve) => {
    const stop = store.subscribe(({ presence }) => {
      if (presence === null) return;
      stop();
      resolve();
    });
  });
}

/** Always the same: uncovering the desk does not draw it anew. */
const SHELL = <Shell />;

/** The desk, covered until it is known who is signed in. */
function VeiledDesk() {
  const known = useDesk((state) => state.me !== null);
  return (
    <>
      {!known && <StartFrame />}
      <div className={known ? undefined : styles.veiled}>{SHELL}</div>
    </>
  );
}

/**
 * From the first byte to the desk, and every page that says why there is none. Another attempt than the first begins
 * anew.
 */
export function App({ words, beginning }: { words: i18n; beginning: Beginning }) {
  const [phase, setPhase] = useState<Phase>({ name: 'starting' });
  const [attempt, setAttempt] = useState(0);
  const begun = useRef<Beginning | null>(beginning);
  // The page that waits for a place stays until there is one.
  const waits = useRef(false);

  // Not after the first picture, which shows nothing yet.
  useLayoutEffect(() => {
    let here = true;
    let ended = false;
    let stop: (() => void) | null = null;
    let session: DeskSession | null = null;
    let again: ReturnType<typeof setTimeout> | undefined;
    const over = (end: End, about: Partial<EndFacts> = {}) => {
      if (!here) return;
      ended = true;
      stop?.();
      stop = null;
      const facts = { at: Date.now(), ...accountFacts(end, session), ...about };
      setPhase({ name: 'over', end, facts, session });
      const after = AGAIN_AFTER[end];
      if (after === undefined) return;
      again = setTimeout(() => {
        if (end === 'full' && session !== null) {
          waits.current = true;
          begun.current = beginWith(session);
        }
        setAttempt((count) => count + 1);
      }, after);
    };
    const isOver = () => ended;
    const start = async () => {
      const { session: signingIn, deskSocket, me } = begun.current ?? begin(true);
      begun.current = null;
      stop = deskSocket.close;
      session = await signingIn;
      if (!here) return;
      const started = startDesk({
        session,
        deskSocket,
        me,
        words,
        onEnding: (ending, about) => {
          if (ending !== 'forbidden') over(ending, about);
          else
            void started.whose.then((whose) => {
              over((whose && endOfRole(whose)) ?? 'forbidden', about);
            });
        },
      });
      void started.whose.then((whose) => {
        const end = whose === null ? null : endOfRole(whose);
        if (end !== null && !isOver()) over(end);
      });
      // What the line had heard may have been the end already.
      if (isOver()) {
        started.known.catch(() => undefined);
        started.stop();
        return;
      }
      stop = started.stop;
      if (waits.current) await Promise.all([takenIn(started.desk), started.known]);
      setPhase({ name: 'desk', desk: started.desk });
      await started.known;
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
    waits.current = false;
    if (end === 'full' && session !== null) begun.current = beginWith(session);
    const beginAnew = () => {
      setAttempt(attempt + 1);
    };
    if (end === 'replaced' || end === 'elsewhere') takeOverNext();
    if (end in AGAIN_AFTER || end === 'elsewhere' || session === null) beginAnew();
    else if (end === 'forbidden' || end === 'admin') void session.logout().then(beginAnew);
    else void session.login(end === 'replaced').then(beginAnew);
  };

  return (
    <I18nextProvider i18n={words}>
      <PageDirection>
        <ErrorBoundary>
          {phase.name === 'desk' && (
            <DeskContext value={phase.desk}>
              <VeiledDesk />
            </DeskContext>
          )}
          {phase.name === 'over' && <EndPage end={phase.end} facts={phase.facts} onGoOn={goOn} />}
        </ErrorBoundary>
      </PageDirection>
    </I18nextProvider>
  );
}
