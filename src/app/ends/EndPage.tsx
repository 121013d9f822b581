import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from '../../base/browser-capabilities.ts';
import { useFormat } from '../../i18n/format.ts';
import { Logo } from '../shell/Logo.tsx';
import { Button } from '../../ui/Button.tsx';
import type { Where } from './browser-name.ts';
import styles from './EndPage.module.css';

/** Everything that takes the whole window because the desk can't go on by itself. */
export type End =
  | 'replaced'
  | 'elsewhere'
  | 'signedOut'
  | 'expired'
  | 'forbidden'
  | 'locked'
  // As many agents as may be are signed in.
  | 'full'
  | 'unreachable'
  | 'broken'
  // A role whose place does not exist yet.
  | 'admin';

/** Ends that are no event: when they were says nothing. */
const TIMELESS: ReadonlySet<End> = new Set(['admin', 'elsewhere', 'forbidden', 'full']);

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

/** When it was, and where the other sign-in is. */
function When({ end, facts }: { end: End; facts: EndFacts }) {
  const { t } = useTranslation();
  const format = useFormat();
  const time = format.time(facts.at);
  const [where, setWhere] = useState<Where>({ browser: null, system: null });
  const userAgent = end === 'replaced' ? (facts.userAgent ?? '') : '';
  useEffect(() => {
    if (userAgent === '') return;
    import('./browser-name.ts').then(
      ({ browserOf }) => {
        setWhere(browserOf(userAgent));
      },
      // Without a network it stays unnamed.
      () => undefined,
    );
  }, [userAgent]);
  if (end !== 'replaced') return <p className={styles.at}>{t('end.at', { time })}</p>;
  const { browser, system } = where;
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
      <div className={styles.card}>
        <Logo />
        <h1 className={styles.title}>{t(`end.${end}.title`)}</h1>
        <p className={styles.text}>{t(`end.${end}.text`)}</p>
        {!TIMELESS.has(end) && <When end={end} facts={facts} />}
        <div className={styles.actions}>
          <Button look="primary" size="large" onClick={onGoOn}>
            {t(`end.${end}.action`)}
          </Button>
          {report !== undefined && <CopyReport report={report} />}
        </div>
        {(account !== '' || code !== undefined) && (
          <p className={styles.small}>
            {account !== '' && <span>{t('end.account', { name: account })}</span>}
            {code !== undefined && (
              <span>
                {t('end.code')} <code className={styles.code}>{code}</code>
              </span>
            )}
          </p>
        )}
      </div>
    </main>
  );
}
