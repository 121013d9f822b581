import { AudioLines, FileText, Image, Film, MessageSquareQuote, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useBodyKind } from '../../desk/use-message-words.ts';
import { number, text, textOrNull, under } from '../../base/fields.ts';
import { useFormat } from '../../i18n/format.ts';
import { safeHref } from '../../../protocol/shared/safe-href.ts';
import type { Body } from '../../store/events.ts';
import styles from './bodies.module.css';
import { FoldedText } from './FoldedText.tsx';
import { Thing } from './Thing.tsx';
import { usePicture } from './use-picture.ts';

const ICONS: Readonly<Record<string, LucideIcon>> = {
  IMAGE: Image,
  STICKER: Image,
  VIDEO: Film,
  AUDIO: AudioLines,
  COMMENT: MessageSquareQuote,
};

/** Kinds of pictures that can't carry a program. */
const PICTURES = /^image\/(?:png|jpeg|gif|webp|avif)$/i;

/**
 * Where a file can be shown from: this desk's own server, and no other. A picture from elsewhere would tell a
 * stranger when and where the agent reads it.
 */
function ownAddress(raw: string): string | null {
  const path = raw.startsWith('/') && !raw.startsWith('//') ? `${location.origin}${raw}` : raw;
  const href = safeHref(path);
  return href !== null && new URL(href).origin === location.origin ? href : null;
}

function Picture({ src, href, name }: { src: string; href: string; name: string }) {
  return (
    <a className={styles.frame} href={href} target="_blank" rel="noopener noreferrer nofollow">
      <img className={styles.picture} src={src} alt={name} decoding="async" />
    </a>
  );
}

/** A recording of our own server, played where it stands; nothing is fetched before that. */
function Sound({ src, name }: { src: string; name: string }) {
  return (
    // Nobody has written down what is said in it.
    <audio className={styles.sound} controls preload="none" src={src} aria-label={name}>
      <track kind="captions" />
    </audio>
  );
}

/** A file: a picture of our own server is shown in a frame of fixed size, everything else by its name. */
export function Media({ body }: { body: Body }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { fields, type } = body;
  const attachment = under(fields, 'attachment');
  const raw = textOrNull(attachment.mediaUrl) ?? text(fields.mediaUrl);
  const own = ownAddress(raw);
  const kind = useBodyKind()(body);
  const caption = textOrNull(fields.caption);
  const file =
    textOrNull(under(fields, 'additionalDetails').fileName) ??
    textOrNull(attachment.mediaName) ??
    textOrNull(attachment.mediaLabel);
  const name = file ?? caption ?? kind;
  const size = number(attachment.size);
  const isPicture = type === 'STICKER' || PICTURES.test(text(attachment.mimeType));
  const picture = usePicture(isPicture ? own : null);
  const Icon = ICONS[type] ?? FileText;
  const duration = number(under(fields, 'additionalDetails').durationMs);
  const notes = [
    name === kind ? null : kind,
    duration === null || duration <= 0 ? null : format.duration(duration),
    size === null || size <= 0 ? null : format.size(size),
    picture.state === 'failed' ? t('body.failed') : null,
  ];
  return (
    <>
      {picture.state === 'shown' && own !== null && <Picture src={picture.src} href={own} name={name} />}
      {picture.state !== 'shown' && (raw !== '' || type !== 'COMMENT') && (
        <Thing
          icon={<Icon size={18} aria-hidden="true" />}
          name={name}
          note={notes.filter((note) => note !== null).join(' · ')}
          href={own ?? safeHref(raw)}
        />
      )}
      {type === 'AUDIO' && own !== null && <Sound src={own} name={name} />}
      {type === 'COMMENT' && raw === '' && <small className={styles.note}>{kind}</small>}
      {caption !== null && caption !== name && <FoldedText value={caption} of={body} />}
      {body.text !== '' && body.text !== caption && <FoldedText value={body.text} of={body} />}
    </>
  );
}
