/** @jsxImportSource preact */
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { RatingState } from '../../../packages/customer-client/state.ts';
import { ChangingText } from './ChangingText.tsx';
import { useChat } from './context.ts';
import { Icon } from './Icon.tsx';
import type { TextKey } from './texts/index.ts';

const STARS = ['rate1', 'rate2', 'rate3', 'rate4', 'rate5'] as const satisfies readonly TextKey[];
/** As much as the server takes. */
const LONGEST_COMMENT = 1_000;

/** How was it? Five stars, which are five named choices, then a few words for whoever likes. */
export function RatingForm({ state }: { state: RatingState }): VNode {
  const { client, speech } = useChat();
  const { t } = speech;
  const [rating, setRating] = useState(0);
  const [comment, setComment] = useState('');
  const name = STARS[rating - 1];
  const word = name === undefined ? '' : t(name);
  const sending = state === 'sending';
  return (
    <div class="rating-place">
      {state !== 'saved' && (
        <form
          class="rating"
          onSubmit={(event) => {
            event.preventDefault();
            if (rating > 0) client.rate(rating, comment.trim());
          }}
        >
          <fieldset class="stars" disabled={sending}>
            <legend class="stars-question">{t('rateQuestion')}</legend>
            <div class="stars-row">
              {STARS.map((key, index) => (
                <Star key={key} name={key} value={index + 1} rating={rating} onChoose={setRating} />
              ))}
              <span key={word} class="star-word">
                {word}
              </span>
            </div>
          </fieldset>
          {rating > 0 && (
            <>
              <textarea
                class="input comment"
                rows={2}
                maxlength={LONGEST_COMMENT}
                value={comment}
                dir={comment === '' ? undefined : 'auto'}
                disabled={sending}
                placeholder={t('rateComment')}
                aria-label={t('rateComment')}
                onInput={(event) => {
                  setComment(event.currentTarget.value);
                }}
              />
              <button type="submit" class="strong-accent" disabled={sending}>
                <ChangingText text={t(sending ? 'rateSending' : 'rateSend')} />
              </button>
            </>
          )}
        </form>
      )}
      <p class={state === 'failed' ? 'outcome wrong' : 'outcome'} role="status">
        {state === 'saved' && (
          <>
            <Icon name="check" />
            {t('rateThanks')}
          </>
        )}
        {state === 'failed' && <span>{t('rateFailed')}</span>}
      </p>
    </div>
  );
}

type StarProps = { name: TextKey; value: number; rating: number; onChoose: (value: number) => void };

function Star({ name, value, rating, onChoose }: StarProps): VNode {
  const { t } = useChat().speech;
  return (
    <label class={value <= rating ? 'star chosen' : 'star'} title={t(name)}>
      <input
        type="radio"
        class="star-input"
        name="rating"
        value={String(value)}
        checked={value === rating}
        aria-label={t(name)}
        onChange={() => {
          onChoose(value);
        }}
      />
      <Icon name="star" />
    </label>
  );
}
