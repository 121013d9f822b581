import { FileText, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { oneOf } from '../base/one-of.ts';
import { fileActions } from '../composer/files/file-actions.ts';
import { useFileAddress } from '../desk/use-file-address.ts';
import { useRefusalText } from '../desk/refusal-text.ts';
import { useSlice } from '../desk/use-slice.ts';
import { useFormat } from '../i18n/format.ts';
import type { Outgoing } from '../store/model.ts';
import type { OutgoingBody } from '../store/outgoing.ts';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/class-names.ts';
import { IconButton } from '../ui/IconButton.tsx';
import bubble from './MessageBubble.module.css';
import styles from './OutgoingFile.module.css';
import { Ticks } from './Ticks.tsx';

const PICTURES = /^image\/(?:png|jpeg|gif|webp)$/i;

/** Codes that mean something of their own where a file was to be sent. */
const hasOwnWords = oneOf(
  'UPLOAD_FAILED',
  'OFFLINE',
  'TOO_LARGE',
  'FILE_NOT_ALLOWED',
  'RATE_LIMITED',
  'QUOTA_FILES',
);

function Progress({ done, name }: { done: number; name: string }) {
  const { t } = useTranslation();
  return (
    <progress
      className={styles.progress}
      value={done}
      max={1}
      aria-label={t('composer.files.going', { name })}
    />
  );
}

/** A file on its way, how far it is, and what can be done with it. */
export function OutgoingFile({
  message,
  body,
  first,
}: {
  message: Outgoing;
  body: Extract<OutgoingBody, { kind: 'file' }>;
  first: boolean;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const files = useSlice(fileActions);
  const refusalText = useRefusalText();
  const { refusal } = message;
  const { name, size, upload } = body;
  const file = files.fileOf(message.id);
  const picture = useFileAddress(file !== null && PICTURES.test(file.type) ? file : null);
  const mayRetry = upload.state === 'done' || file !== null;
  return (
    <div
      className={cx(bubble.message, bubble.own, first && bubble.first)}
      data-outgoing={message.id}
      data-state={message.state}
    >
      <div className={cx(bubble.bubble, styles.file)}>
        {picture === null ? (
          <FileText size={20} aria-hidden="true" />
        ) : (
          <img className={styles.thumbnail} src={picture} alt="" />
        )}
        <span className={styles.words}>
          <bdi className={styles.name}>{name}</bdi>
          <span className={styles.size}>{format.size(size)}</span>
          {upload.state === 'going' && <Progress done={upload.done} name={name} />}
        </span>
        {upload.state === 'going' && (
          <IconButton
            label={t('composer.files.cancel', { name })}
            icon={<X size={16} />}
            onClick={() => {
              files.cancel(message.id);
            }}
          />
        )}
      </div>
      {refusal === null ? (
        <span className={bubble.foot}>
          <Ticks tick={message.state === 'accepted' ? 'sent' : 'waiting'} />
        </span>
      ) : (
        <span className={cx(bubble.foot, styles.refused)} role="alert">
          <Ticks tick="failed" />
          <span>
            {t('timeline.notSent', {
              reason: hasOwnWords(refusal.code)
                ? t(`composer.files.refused.${refusal.code}`)
                : refusalText(refusal),
            })}
          </span>
          {mayRetry && (
            <Button
              size="small"
              onClick={() => {
                files.retry(message.id);
              }}
            >
              {t('timeline.retry')}
            </Button>
          )}
          <Button
            size="small"
            look="quiet"
            onClick={() => {
              files.cancel(message.id);
            }}
          >
            {t('timeline.discard')}
          </Button>
        </span>
      )}
    </div>
  );
}
