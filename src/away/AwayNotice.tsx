import { useTranslation } from 'react-i18next';
import { useActions, useDesk } from '../desk/desk-context.ts';
import { Button } from '../ui/Button.tsx';
import { Toast } from '../ui/Toast.tsx';

/** The way back to what ended while the agent was away, for whoever has opened something else before reading it. */
export function AwayNotice() {
  const { t } = useTranslation();
  const actions = useActions();
  const count = useDesk((state) => (state.readingAway ? 0 : (state.away?.endings.length ?? 0)));
  if (count === 0) return null;
  return (
    <div role="status">
      <Toast
        tone="info"
        action={
          <Button
            size="small"
            onClick={() => {
              actions.readAway(true);
            }}
          >
            {t('away.show')}
          </Button>
        }
      >
        {t('away.unread', { count })}
      </Toast>
    </div>
  );
}
