/** What to call who wrote a message, and a message that has no words. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../desk/desk-context.ts';
import type { Body } from '../store/events.ts';
import type { MessageEntry } from '../store/fold.ts';

/** Body types that have a word of their own, below `body.`. */
const KINDS: Readonly<Record<string, string>> = {
  IMAGE: 'image',
  VIDEO: 'video',
  AUDIO: 'audio',
  FILE: 'file',
  STICKER: 'sticker',
  MULTIMEDIA: 'multimedia',
  LOCATION: 'location',
  CONTACT: 'contact',
  COMMENT: 'comment',
  VOICE: 'call',
};

/** Gives the name of a message's author: "You", a name, or what kind of somebody it is. */
export function useWho(): (entry: MessageEntry) => string {
  const { t } = useTranslation();
  const me = useDesk((state) => state.me?.id ?? '');
  return useCallback(
    ({ author }) => {
      if (author.kind === 'agent' && author.id === me) return t('timeline.you');
      return author.name === '' ? t(`timeline.${author.kind}`) : author.name;
    },
    [t, me],
  );
}

/** Gives the words for a message that has none of its own. */
export function useBodyKind(): (body: Body) => string {
  const { t } = useTranslation();
  return useCallback(
    (body) => {
      const kind = KINDS[body.type];
      return kind === undefined
        ? t('timeline.unknownBody', { type: body.type.toLowerCase() })
        : t(`body.${kind}`);
    },
    [t],
  );
}
