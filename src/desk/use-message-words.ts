/** What a message says on one line, and what to call one that says nothing: never in the words of the wire. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { textOrNull, under } from '../base/fields.ts';
import type { WordKey } from '../i18n/keys.ts';
import type { Body } from '../store/events.ts';
import { shortWordsOf } from './message-words.ts';

/** Body types that have a word of their own, below `body.`. */
const KINDS: Readonly<Record<string, WordKey>> = {
  IMAGE: 'body.image',
  VIDEO: 'body.video',
  AUDIO: 'body.audio',
  FILE: 'body.file',
  STICKER: 'body.sticker',
  MULTIMEDIA: 'body.multimedia',
  LOCATION: 'body.location',
  CONTACT: 'body.contact',
  COMMENT: 'body.comment',
  VOICE: 'body.call',
  URL: 'body.link',
  EMAIL: 'body.email',
  BUTTON: 'body.choices',
  CAROUSEL: 'body.choices',
  DELETEDNOTIFICATION: 'body.deleted',
};

/** What has words of its own without a text; these say of themselves what they are. */
const SPEAKING: ReadonlySet<string> = new Set(['BUTTON', 'CAROUSEL']);

/** Gives the words for a message that has none of its own. */
export function useBodyKind(): (body: Body) => string {
  const { t } = useTranslation();
  return useCallback(
    ({ type, fields }) => {
      if (type === 'RECEIPT')
        return t('body.receipt', { number: textOrNull(fields.orderNumber) ?? '' }).trim();
      if (type === 'TEMPLATE') return t('body.template', { name: textOrNull(fields.name) ?? '' });
      return t(KINDS[type] ?? 'body.other');
    },
    [t],
  );
}

/** Where a place is said by its name alone: its position tells a reader nothing. */
function placeOf({ fields }: Body): string {
  const details = under(fields, 'additionalDetails');
  return textOrNull(details.name) ?? textOrNull(details.address) ?? '';
}

/** Gives a message's words on one line; where it has no text, what it is stands before what else is known of it. */
export function useMessageWords(): (body: Body) => string {
  const { t } = useTranslation();
  const kind = useBodyKind();
  return useCallback(
    (body) => {
      if (body.type === 'DELETEDNOTIFICATION') return kind(body);
      const words = body.text === '' && body.type === 'LOCATION' ? placeOf(body) : shortWordsOf(body);
      if (words === '') return kind(body);
      const isNamed = body.text === '' && Object.hasOwn(KINDS, body.type) && !SPEAKING.has(body.type);
      return isNamed ? t('body.named', { kind: kind(body), words }) : words;
    },
    [kind, t],
  );
}
