/** What to call who wrote a message. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../desk/desk-context.ts';
import type { MessageEntry } from '../store/fold.ts';

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
