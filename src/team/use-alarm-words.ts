import { useTranslation } from 'react-i18next';
import { useConfigured } from '../desk/use-configured.ts';
import { useFormat } from '../i18n/format.ts';
import { isOfQueues, type Ringing } from './alarms.ts';

/** What rings, in a sentence. */
export function useAlarmWords(): (ringing: Ringing) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const configured = useConfigured();
  return ({ alarm: { measure, limit }, name, value }) => {
    const shown = isOfQueues(measure) ? configured.queue(name) : name;
    const part = (percent: number) => format.percent(percent / 100);
    return measure === 'level'
      ? t('team.alarm.rings.level', { name: shown, value: part(value), limit: part(limit) })
      : t(`team.alarm.rings.${measure}`, {
          name: shown,
          count: value,
          value: format.number(value),
          limit: format.number(limit),
        });
  };
}
