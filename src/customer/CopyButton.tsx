import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from '../base/browser-capabilities.ts';
import { IconButton } from '../ui/IconButton.tsx';
import styles from './CustomerCard.module.css';

/** How long it says that it has copied, ms. */
const SAID_FOR = 2000;

/** Copies a value, and says whether the browser let it. */
export function CopyButton({ value }: { value: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState<boolean | null>(null);
  useEffect(() => {
    if (copied === null) return;
    const timer = setTimeout(() => {
      setCopied(null);
    }, SAID_FOR);
    return () => {
      clearTimeout(timer);
    };
  }, [copied]);
  return (
    <>
      <IconButton
        className={styles.copy}
        label={t('customer.copy', { value })}
        icon={copied === true ? <Check size={14} /> : <Copy size={14} />}
        onClick={() => {
          void copyText(value).then(setCopied);
        }}
      />
      <span className="sr-only" role="status">
        {copied !== null && t(copied ? 'timeline.copied' : 'timeline.copyFailed')}
      </span>
    </>
  );
}
