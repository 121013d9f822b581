import { Mic, Square, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFileAddress } from '../../desk/use-file-address.ts';
import { useSlice } from '../../desk/use-slice.ts';
import { useFormat } from '../../i18n/format.ts';
import type { Conversation } from '../../store/model.ts';
import { Button } from '../../ui/Button.tsx';
import { fileActions } from '../files/file-actions.ts';
import styles from './Addition.module.css';
import { AdditionFrame } from './AdditionFrame.tsx';
import { LONGEST_RECORDING, useRecorder, type Recording } from './use-recorder.ts';

/** What was recorded, to be listened to. */
function Listen({ recording: { file } }: { recording: Recording }) {
  const { t } = useTranslation();
  const address = useFileAddress(file);
  return (
    // A recording of one's own voice has no captions.
    <audio
      className={styles.audio}
      controls
      src={address ?? undefined}
      aria-label={t('composer.add.voice.listen')}
    >
      <track kind="captions" />
    </audio>
  );
}

/** A voice message: recorded, listened to, sent or thrown away. */
export function VoiceRecorder({
  conversation,
  sessionId,
  onDone,
}: {
  conversation: Conversation;
  sessionId: string | null;
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const files = useSlice(fileActions);
  const { state, elapsed, level, recording, start, stop, discard } = useRecorder();
  const problem = state === 'denied' || state === 'missing' || state === 'failed';
  return (
    <AdditionFrame
      title={t('composer.add.kind.voice')}
      ready={recording !== null}
      onCancel={onDone}
      onSend={() => {
        if (recording === null) return;
        files.send(conversation.id, [recording.file], sessionId, recording.duration);
        onDone();
      }}
    >
      <div className={styles.voice}>
        {state === 'recording' ? (
          <>
            <Button data-first icon={<Square size={14} aria-hidden="true" />} onClick={stop}>
              {t('composer.add.voice.stop')}
            </Button>
            <span className={styles.level} aria-hidden="true">
              <span style={{ inlineSize: `${Math.round(level * 100)}%` }} />
            </span>
            <time className={styles.elapsed}>
              {format.duration(elapsed)} / {format.duration(LONGEST_RECORDING)}
            </time>
          </>
        ) : recording === null ? (
          <>
            <Button
              data-first
              pending={state === 'asking'}
              icon={<Mic size={15} aria-hidden="true" />}
              onClick={start}
            >
              {t('composer.add.voice.record')}
            </Button>
            {!problem && <p className={styles.hint}>{t('composer.add.voice.hint')}</p>}
          </>
        ) : (
          <>
            <Listen recording={recording} />
            <Button icon={<Trash2 size={15} aria-hidden="true" />} onClick={discard}>
              {t('composer.add.voice.discard')}
            </Button>
          </>
        )}
      </div>
      <p className={problem ? styles.problem : styles.quiet} role="status">
        {problem
          ? t(`composer.add.voice.${state}`)
          : state === 'recording' && t('composer.add.voice.recording')}
      </p>
    </AdditionFrame>
  );
}
