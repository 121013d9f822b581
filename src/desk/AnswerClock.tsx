import { CircleAlert, Clock, Hourglass, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { urgencyOf, type AwaitedAnswer, type Urgency } from '../store/awaited.ts';
import { Badge, type Tone } from '../ui/Badge.tsx';
import { useNow } from './desk-context.ts';

const TONES: Readonly<Record<Urgency, Tone>> = { calm: 'neutral', half: 'warm', late: 'warm', over: 'hot' };
/** Each has a sign of its own beside its colour. */
const SIGNS = { calm: Clock, half: Hourglass, late: CircleAlert, over: TriangleAlert } as const;

/** How much time is left for an answer, in the colour and with the sign of how near the end is. */
export function AnswerClock({ awaited }: { awaited: AwaitedAnswer }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const urgency = urgencyOf(awaited, now);
  const time = format.duration(Math.max(0, awaited.endsAt - now));
  const Sign = SIGNS[urgency];
  return (
    <Badge
      tone={TONES[urgency]}
      icon={<Sign size={12} aria-hidden="true" />}
      label={urgency === 'over' ? t('list.answerOverdue') : t('list.answerIn', { time })}
    >
      {time}
    </Badge>
  );
}
