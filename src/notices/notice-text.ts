/** A notice in words: a title, and a second line where there is more to say. */
import { useTranslation } from 'react-i18next';
import { useRefusalText } from '../desk/refusal-text.ts';
import { useFormat } from '../i18n/format.ts';
import { isWordKey } from '../i18n/keys.ts';
import { useWorkNames } from '../desk/work-name.ts';
import type { Notice } from '../store/model.ts';

export type NoticeText = { title: string; detail: string | null };

/** All refusals say why in the same line. */
function detailKey(text: string): string {
  const rest = text.slice('notice.'.length);
  return rest.startsWith('refused.') ? 'noticeDetail.refused' : `noticeDetail.${rest}`;
}

/** Gives the words of a notice. */
export function useNoticeText(): (notice: Notice) => NoticeText {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const refusalText = useRefusalText();
  const { work, paused } = useWorkNames();
  return (notice) => {
    const { name, code, msg, ms, mrd } = notice.values;
    const values = {
      ...notice.values,
      ...(name === '' ? { name: t('customer.unnamed') } : {}),
      ...(typeof code === 'string' ? { why: refusalText({ code, msg: String(msg ?? '') }) } : {}),
      ...(typeof ms === 'number' ? { time: format.duration(ms) } : {}),
      ...(typeof mrd === 'string' ? { work: work(mrd), paused: paused(mrd) } : {}),
    };
    const detail = detailKey(notice.text);
    return {
      title: isWordKey(i18n, notice.text, values) ? t(notice.text, values) : '',
      detail: isWordKey(i18n, detail, values) ? t(detail, values) : null,
    };
  };
}
