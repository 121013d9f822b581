import { act, cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { under } from '../connection/wire.ts';
import { GoneBar } from '../conversation/GoneBar.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { receive } from '../store/desk-store.ts';
import { draw } from '../testing/draw.tsx';
import { conversation, NOW, WRAPUP_FORM } from '../testing/people.ts';
import { matching } from './CodeList.tsx';
import { WrapupForm } from './WrapupForm.tsx';

afterEach(cleanup);

const LEE = conversation('Lee', {
  said: [['c', 60, 'It works']],
  change: {
    role: 'WRAP_UP',
    actions: ['CLOSE_WRAP_UP', 'EXTEND_WRAP_UP'],
    wrapup: { endsAt: NOW + 42_000, lasts: 60_000 },
  },
});

const WIRE_FORM = {
  attributes: [
    {
      categoryOptions: {
        isMultipleChoice: true,
        categories: WRAPUP_FORM.categories.map((each) => ({ categoryName: each.name, values: each.values })),
      },
    },
  ],
};

function Lee() {
  const lee = useDesk((state) => state.conversations[LEE.id]);
  if (lee === undefined) return null;
  return lee.gone === null ? <WrapupForm conversation={lee} /> : <GoneBar conversation={lee} />;
}

async function form() {
  const drawn = await draw(
    <Lee />,
    { conversations: { [LEE.id]: LEE }, selected: LEE.id },
    { get: () => Promise.resolve(WIRE_FORM) },
  );
  await screen.findByRole('checkbox', { name: 'Refund granted' });
  return { ...drawn, user: userEvent.setup() };
}

describe('the wrap-up', () => {
  it('sends codes and note, and shows the end only when the server says so', async () => {
    const { user, asked, store } = await form();
    await user.click(screen.getByRole('checkbox', { name: 'Refund granted' }));
    await user.type(screen.getByRole('textbox', { name: 'Note' }), 'paid back');
    await user.click(screen.getByRole('button', { name: 'Finish' }));
    expect(asked[0]?.event).toBe('closeWrapup');
    expect(under(asked[0]?.payload, 'cimEvent', 'data', 'body')).toMatchObject({
      type: 'WRAPUP',
      wrapups: [{ categoryName: 'Billing', value: 'Refund granted' }],
      note: 'paid back',
    });
    expect(store.getState().conversations[LEE.id]?.gone).toBeNull();
  });

  it('takes at most five codes', async () => {
    const { user, store } = await form();
    for (const box of screen.getAllByRole('checkbox').slice(0, 7)) await user.click(box);
    expect(store.getState().wrapupDrafts[LEE.id]?.codes).toHaveLength(5);
    expect(screen.getByText('5 of 5')).toBeTruthy();
  });

  it('T6: keeps codes and note when the time runs out, and shows them to be copied', async () => {
    const { user, store } = await form();
    await user.type(screen.getByRole('textbox', { name: 'Note' }), 'router was reset twice');
    act(() => {
      receive(store, {
        type: 'topic.left',
        at: NOW,
        conversationId: LEE.id,
        reason: 'wrap Up Timer Expired',
      });
    });
    expect(screen.getByRole('status').textContent).toContain('The time to wrap up ran out.');
    expect(screen.getByRole('status').textContent).toContain('router was reset twice');
  });

  it('T6: keeps codes and note when the server refuses', async () => {
    const { user, asked, store } = await form();
    await user.type(screen.getByRole('textbox', { name: 'Note' }), 'router');
    await user.click(screen.getByRole('button', { name: 'Finish' }));
    await act(async () => {
      asked[0]!.refuse('UNAVAILABLE', '');
      await Promise.resolve();
    });
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(store.getState().wrapupDrafts[LEE.id]?.note).toBe('router');
  });

  it('asks for more time and shows the clock of the server', async () => {
    const { user, asked } = await form();
    expect(screen.getByRole('timer').textContent).toBe('0:42');
    await user.click(screen.getByRole('button', { name: 'More time' }));
    expect(asked[0]).toMatchObject({ event: 'extendWrapup', payload: { conversationId: LEE.id } });
  });

  it('finds codes by words of code and category in any order', () => {
    expect(matching(WRAPUP_FORM, 'grant bill')).toEqual([{ name: 'Billing', values: ['Refund granted'] }]);
    expect(matching(WRAPUP_FORM, 'nothing like it')).toEqual([]);
  });

  it('can be worked by keys alone', async () => {
    const { user, store } = await form();
    screen.getByRole('checkbox', { name: 'Invoice explained' }).focus();
    await user.keyboard('{ArrowDown}{ArrowDown} ');
    expect(store.getState().wrapupDrafts[LEE.id]?.codes.map((code) => code.value)).toEqual([
      'Refund refused',
    ]);
  });
});
