import type { RatingState } from '../../../packages/customer-client/state.ts';
import type { TextKey } from './texts/index.ts';
import type { ViewContext } from './context.ts';
import { h } from './dom.ts';
import type { View } from './dom.ts';
import { icon } from './icons.ts';

const STARS = ['rate1', 'rate2', 'rate3', 'rate4', 'rate5'] as const satisfies readonly TextKey[];
/** As much as the server takes. */
const LONGEST_COMMENT = 1_000;

type RatingForm = { view: (state: RatingState) => View; clear: () => void };

/** How was it? Five stars, which are five named choices, then a few words for whoever likes. */
export function createRatingForm({ client, redraw, speech: { t } }: ViewContext): RatingForm {
  let rating = 0;
  let comment = '';

  const choose = (next: number): void => {
    rating = next;
    redraw();
  };

  const star = (name: TextKey, index: number): View => {
    const value = index + 1;
    return h(
      'label',
      { key: name, class: value <= rating ? 'star chosen' : 'star', title: t(name) },
      h('input', {
        type: 'radio',
        class: 'star-input',
        name: 'rating',
        value: String(value),
        checked: value === rating,
        'aria-label': t(name),
        on: {
          change: () => {
            choose(value);
          },
        },
      }),
      icon('star'),
    );
  };

  const form = (state: RatingState): View =>
    h(
      'form',
      {
        key: 'rate',
        class: 'rating',
        on: {
          submit: (event) => {
            event.preventDefault();
            if (rating > 0) client.rate(rating, comment.trim());
          },
        },
      },
      h(
        'fieldset',
        { class: 'stars', disabled: state === 'sending' },
        h('legend', { class: 'stars-question' }, t('rateQuestion')),
        h(
          'div',
          { class: 'stars-row' },
          STARS.map(star),
          h('span', { class: 'star-word' }, starWord(rating, t)),
        ),
      ),
      rating > 0 && [
        h('textarea', {
          key: 'comment',
          class: 'input comment',
          rows: 2,
          maxlength: LONGEST_COMMENT,
          value: comment,
          dir: comment === '' ? null : 'auto',
          disabled: state === 'sending',
          placeholder: t('rateComment'),
          'aria-label': t('rateComment'),
          on: {
            input: (event) => {
              comment = (event.target as HTMLTextAreaElement).value;
              redraw();
            },
          },
        }),
        h(
          'button',
          { key: 'send', type: 'submit', class: 'strong-accent', disabled: state === 'sending' },
          t(state === 'sending' ? 'rateSending' : 'rateSend'),
        ),
      ],
    );

  return {
    view: (state) =>
      h(
        'div',
        { key: 'rating', class: 'rating-place' },
        state === 'saved' ? null : form(state),
        h(
          'p',
          { key: 'outcome', class: state === 'failed' ? 'outcome wrong' : 'outcome', role: 'status' },
          state === 'saved' && [icon('check'), t('rateThanks')],
          state === 'failed' && t('rateFailed'),
        ),
      ),
    clear: () => {
      rating = 0;
      comment = '';
    },
  };
}

function starWord(rating: number, t: (key: TextKey) => string): string {
  const name = STARS[rating - 1];
  return name === undefined ? '' : t(name);
}
