/** A notice in words. */
import { useTranslation } from 'react-i18next';
import type { Notice } from '../store/model.ts';

/** Gives the words of a notice. */
export function useNoticeText(): (notice: Notice) => string {
  const { t } = useTranslation();
  return (notice) => {
    const { name } = notice.values;
    return t(notice.text, {
      ...notice.values,
      ...(name === '' ? { name: t('customer.unnamed') } : {}),
    });
  };
}
