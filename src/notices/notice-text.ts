/** A notice in words. */
import { useTranslation } from 'react-i18next';
import { useRefusalText } from '../desk/refusal-text.ts';
import { useFormat } from '../i18n/format.ts';
import type { Notice } from '../store/model.ts';

/** Gives the words of a notice. */
export function useNoticeText(): (notice: Notice) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const refusalText = useRefusalText();
  return (notice) => {
    const { name, code, msg, ms } = notice.values;
    return t(notice.text, {
      ...notice.values,
      ...(name === '' ? { name: t('customer.unnamed') } : {}),
      ...(typeof code === 'string' ? { why: refusalText({ code, msg: String(msg ?? '') }) } : {}),
      ...(typeof ms === 'number' ? { time: format.duration(ms) } : {}),
    });
  };
}
