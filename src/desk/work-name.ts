/** The name of an MRD's work for use in a sentence. */
import { useTranslation } from 'react-i18next';
import { oneOf } from '../base/one-of.ts';
import type { MrdPresence } from '../store/model.ts';
import { useConfigured } from './use-configured.ts';

/** MRDs that have words of their own, by their name in lower case. */
const isNamed = oneOf('chat', 'voice');

type WorkNames = {
  /** Within a sentence: chats, calls, or the configured name. */
  work: (mrd: string) => string;
  /** That it is paused, without a full stop. */
  paused: (mrd: string) => string;
  /** The state of the MRD. */
  state: (mrd: Pick<MrdPresence, 'name' | 'state'>) => string;
};

/** Gives the words for the work of an MRD, by its name. */
export function useWorkNames(): WorkNames {
  const { t } = useTranslation();
  const { mrd: configured } = useConfigured();
  return {
    work: (mrd) => {
      const kind = mrd.toLowerCase();
      return isNamed(kind) ? t(`work.name.${kind}`) : configured(mrd);
    },
    paused: (mrd) => {
      const kind = mrd.toLowerCase();
      return t(`work.paused.${isNamed(kind) ? kind : 'other'}`, { name: configured(mrd) });
    },
    state: ({ name, state }) =>
      state === 'PENDING_NOT_READY' && name.toLowerCase() === 'voice'
        ? t('mrd.afterCall')
        : t(`mrdState.${state}`),
  };
}
