import { Check, CircleAlert, Copy, LogOut, MonitorSmartphone, ShieldOff, Timer } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from '../desk/browser-capabilities.ts';
import { useFormat } from '../i18n/format.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { browserOf } from './browser-name.ts';
import styles from './EndPage.module.css';

/** Everything that takes the whole window because the desk can't go on by itself. */
export type End = 'replaced' | 'signedOut' | 'expired' | 'forbidden' | 'locked' | 'unreachable' | 'broken';

/** What there is to say about it besides. */
export type EndFacts = {
  /** When it was, epoch ms. */
  at: number;
  /** Signed in elsewhere: what the browser there calls itself; empty when it is not known. */
  userAgent?: string;
  /** Who is signed in. */
  account?: string;
  /** A short code by which support finds it. */
  code?: string;
  /** What support wants to read, to be copied. */
  report?: string;
};

const ICONS: Readonly<Record<End, ReactNode>> = {
  replaced: <MonitorSmartphone size={40} strokeWidth={1.5} aria-hidden="true" />,
  signedOut: <LogOut size={40} strokeWidth={1.5} aria-hidden="true" />,
  expired: <Timer size={40} strokeWidth={1.5} aria-hidden="true" />,
  forbidden: <ShieldOff size={40} strokeWidth={1.5} aria-hidden="true" />,
  locked: <ShieldOff size={40} strokeWidth={1.5} aria-hidden="true" />,
  unreachable: <CircleAlert size={40} strokeWidth={1.5} aria-hidden="true" />,
  broken: <CircleAlert size={40} strokeWidth={1.5} aria-hidden="true" />,
};

/** When it was, and where the other sign-in is. */
function When({ end, facts }: { end: End; facts: EndFacts }) {
  const { t } = useTranslation();
  const format = useFormat();
  const time = format.time(facts.at);
  if (end !== 'replaced') return <p className={styles.at}>{t('end.at', { time })}</p>;
  const { browser, system } = browserOf(facts.userAgent ?? '');
  const name =
    browser === null
      ? t('end.unknownBrowser')
      : system === null
        ? browser
        : t('end.browser', { browser, system });
  return <p className={styles.where}>{t('end.where', { browser: name, time })}</p>;
}

function CopyReport({ report }: { report: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  return (
    <Button
      size="large"
      icon={copied ? <Check size={18} aria-hidden="true" /> : <Copy size={18} aria-hidden="true" />}
      onClick={() => {
        void copyText(report).then(setCopied);
      }}
    >
      {t(copied ? 'end.copied' : 'end.copy')}
    </Button>
  );
}

/** Says in plain words what happened, what of it is kept, and the way out. */
export function EndPage({ end, facts, onGoOn }: { end: End; facts: EndFacts; onGoOn: () => void }) {
  const { t } = useTranslation();
  const { account = '', code, report } = facts;
  return (
    <main className={styles.page} data-end={end}>
      <EmptyState
        icon={ICONS[end]}
        level="h1"
        title={t(`end.${end}.title`)}
        actions={
          <>
            <Button look="primary" size="large" onClick={onGoOn}>
              {t(`end.${end}.action`)}
            </Button>
            {report !== undefined && <CopyReport report={report} />}
          </>
        }
      >
        <p>{t(`end.${end}.text`)}</p>
        {account !== '' && <p className={styles.where}>{t('end.account', { name: account })}</p>}
        <When end={end} facts={facts} />
        {code !== undefined && (
          <p className={styles.at}>
            {t('end.code')} <code className={styles.code}>{code}</code>
          </p>
        )}
      </EmptyState>
    </main>
  );
}
