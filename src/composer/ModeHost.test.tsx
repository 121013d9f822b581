import { cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { StickyNote } from 'lucide-react';
import { afterEach, describe, expect, it } from 'vitest';
import { under } from '../base/fields.ts';
import { useDesk } from '../desk/desk-context.ts';
import { useSlice } from '../desk/use-slice.ts';
import type { Conversation, DeskState } from '../store/model.ts';
import { draw } from '../testing/draw.tsx';
import { conversation } from '../testing/people.ts';
import { composerActions } from './composer-actions.ts';
import { Composer } from './Composer.tsx';
import type { ComposerMode } from './mode.ts';
import { replyMode } from './reply-mode.ts';

afterEach(cleanup);

const MARIA = conversation('Maria', { said: [['c', 60, 'Will it be changed?']] });

/** A way to write that the composer has never heard of: two answers to choose from. */
function Buttons({ conversation, onDone }: { conversation: Conversation; onDone: () => void }) {
  const composing = useSlice(composerActions);
  const content = { type: 'BUTTON', buttons: ['Yes', 'No'] };
  return (
    <button
      type="button"
      onClick={() => {
        composing.send(conversation.id, { kind: 'structured', text: 'Yes or no?', content });
        onDone();
      }}
    >
      Ask for yes or no
    </button>
  );
}

const buttons: ComposerMode = {
  id: 'buttons',
  audience: 'customer',
  name: 'composer.mode.whisper',
  icon: StickyNote,
  offered: (_conversation, state) => state.link.status === 'online',
  editor: Buttons,
};

function Selected() {
  const maria = useDesk((state) => state.conversations[MARIA.id]);
  return maria === undefined ? null : <Composer conversation={maria} modes={[replyMode, buttons]} />;
}

function write(state: Partial<DeskState> = {}) {
  return draw(<Selected />, { conversations: { [MARIA.id]: MARIA }, selected: MARIA.id, ...state });
}

const field = () => screen.queryByRole('textbox', { name: 'Message to Maria' });

describe('a mode beside the usual one', () => {
  it('is chosen, brings its own editor, sends its own body, and goes when it is done', async () => {
    const user = userEvent.setup();
    const { asked } = await write();
    await user.type(field()!, 'One moment');
    await user.click(screen.getByRole('radio', { name: 'Colleagues' }));
    expect(field()).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Ask for yes or no' }));
    expect(under(asked.at(-1)?.payload, 'cimEvent', 'data').body).toEqual({
      type: 'BUTTON',
      buttons: ['Yes', 'No'],
    });
    expect(field()).not.toBeNull();
  });

  it('leaves the field as it is where it is not offered', async () => {
    await write({ link: { status: 'offline', since: 0, caughtUp: null } });
    expect(field()).not.toBeNull();
    expect(screen.queryByRole('radio')).toBeNull();
  });

  it('keeps what was begun to the customer', async () => {
    const user = userEvent.setup();
    await write();
    await user.type(field()!, 'One moment');
    await user.click(screen.getByRole('radio', { name: 'Colleagues' }));
    await user.click(screen.getByRole('radio', { name: 'Reply' }));
    expect(field()).toHaveProperty('value', 'One moment');
  });
});
