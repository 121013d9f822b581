import { act, cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { under } from '../base/fields.ts';
import { GoneBar } from '../conversation/GoneBar.tsx';
import type { WrapupForm as Form } from './wrapup-actions.ts';
import { useDesk } from '../desk/desk-context.ts';
import { configuredIn } from '../desk/use-configured.ts';
import { NO_TEXTS } from '../store/texts.ts';
import { receive } from '../store/desk-store.ts';
import { draw } from '../testing/draw.tsx';
import { conversation, NOW, WRAPUP_FORM } from '../testing/people.ts';
import { indexCodes, matchCodes } from './match-codes.ts';
import { WrapupForm } from './WrapupForm.tsx';

beforeEach(() => {
  sessionStorage.clear();
});
afterEach(cleanup);

const LEE = conversation('Lee', {
  said: [['c', 60, 'It works']],
  change: {
    role: 'WRAP_UP',
    actions: ['CLOSE_WRAP_UP', 'EXTEND_WRAP_UP'],
    wrapup: { endsAt: NOW + 42_000, lasts: 60_000 },
  },
});

function wire(codes: Form) {
  const categories = codes.categories.map((each) => ({ categoryName: each.name, values: each.values }));
  return { attributes: [{ categoryOptions: { isMultipleChoice: codes.multiple, categories } }] };
}

function Lee() {
  const lee = useDesk((state) => state.conversations[LEE.id]);
  if (lee === undefined) return null;
  return lee.gone === null ? <WrapupForm conversation={lee} /> : <GoneBar conversation={lee} />;
}

async function form(codes: Form = WRAPUP_FORM) {
  const drawn = await draw(
    <Lee />,
    { conversations: { [LEE.id]: LEE }, selected: LEE.id },
    { get: () => Promise.resolve(wire(codes)) },
  );
  await screen.findByRole('listbox', { name: 'Codes' });
  return { ...drawn, user: userEvent.setup() };
}

describe('the wrap-up', () => {
  it('sends codes and note, and shows the end only when the server says so', async () => {
    const { user, asked, store } = await form();
    await user.click(screen.getByRole('option', { name: 'Refund granted' }));
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

  it('takes at most five codes, and says so when there are five', async () => {
    const { user, store } = await form();
    for (const option of screen.getAllByRole('option').slice(0, 7)) await user.click(option);
    expect(store.getState().wrapupDrafts[LEE.id]?.codes).toHaveLength(5);
    expect(screen.getByText('5 of 5')).toBeTruthy();
    expect(screen.getByText(/Remove one to add another/)).toBeTruthy();
    expect(screen.getAllByRole('option').at(-1)?.getAttribute('aria-disabled')).toBe('true');
  });

  it('removes a chosen code by the keyboard, and the focus goes on to its neighbour', async () => {
    const { user, store } = await form();
    for (const name of ['Invoice explained', 'Refund granted']) {
      await user.click(screen.getByRole('option', { name }));
    }
    screen.getByRole('button', { name: 'Remove Invoice explained' }).focus();
    await user.keyboard('{Delete}');
    expect(store.getState().wrapupDrafts[LEE.id]?.codes.map((code) => code.value)).toEqual([
      'Refund granted',
    ]);
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Remove Refund granted');
    await user.keyboard('{Backspace}');
    expect(document.activeElement).toBe(screen.getByRole('searchbox', { name: 'Search codes' }));
  });

  it('L-T6: keeps codes and note when the time runs out, and shows them to be copied', async () => {
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
    expect(screen.getByRole('status').textContent).toContain('Wrap-up time ran out.');
    expect(screen.getByText('router was reset twice')).toBeTruthy();
  });

  it('L-T6: tells what was entered when the time runs out while another conversation is open', async () => {
    const { user, store } = await form();
    await user.click(screen.getByRole('option', { name: 'Refund granted' }));
    await user.type(screen.getByRole('textbox', { name: 'Note' }), 'call back');
    act(() => {
      store.setState({ selected: null });
      receive(store, {
        type: 'topic.left',
        at: NOW,
        conversationId: LEE.id,
        reason: 'wrap Up Timer Expired',
      });
    });
    expect(store.getState().notices.map((notice) => notice.values.text)).toContain(
      'Refund granted\ncall back',
    );
  });

  it('shows first what was used last, and keeps Skip wrap-up apart from Finish', async () => {
    const first = await form();
    await first.user.click(screen.getByRole('option', { name: 'Upgrade sold' }));
    await first.user.click(screen.getByRole('button', { name: 'Finish' }));
    cleanup();
    await form();
    expect(screen.getByText('Recent')).toBeTruthy();
    expect(screen.getAllByRole('option')[0]!.textContent).toContain('Upgrade sold');
    expect(screen.getAllByRole('option', { name: 'Upgrade sold' })).toHaveLength(1);
    const [finish, skip] = [
      screen.getByRole('button', { name: 'Finish' }),
      screen.getByRole('button', { name: 'Skip wrap-up' }),
    ];
    expect(finish.parentElement).not.toBe(skip.parentElement);
  });

  it('L-T6: keeps codes and note when the server refuses', async () => {
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

  it('asks for more time as often as it may, and shows the clock of the server', async () => {
    const { user, asked, store } = await form();
    expect(screen.getByRole('timer').textContent).toBe('0:42');
    await user.click(screen.getByRole('button', { name: 'More time' }));
    expect(asked[0]).toMatchObject({ event: 'extendWrapup', payload: { conversationId: LEE.id } });
    await act(async () => {
      asked[0]!.ok();
      await Promise.resolve();
    });
    const told = (extensionsLeft: number, actions: string[]) => {
      act(() => {
        receive(store, {
          type: 'wrapup',
          at: NOW,
          conversationId: LEE.id,
          endsAt: NOW + 102_000,
          lasts: 102_000,
          extensionsLeft,
          actions,
        });
      });
    };
    told(1, ['CLOSE_WRAP_UP', 'EXTEND_WRAP_UP']);
    expect(screen.getByRole('button', { name: 'More time (1 left)' })).toBeTruthy();
    expect(screen.getByRole('timer').textContent).toBe('1:42');
    told(0, ['CLOSE_WRAP_UP']);
    expect(screen.getByText('No more extensions')).toBeTruthy();
  });

  it('warns politely once at 30 seconds and once at 10, and says before what happens at the end', async () => {
    const { store } = await form();
    const left = (ms: number) => {
      act(() => {
        receive(store, {
          type: 'wrapup',
          at: NOW,
          conversationId: LEE.id,
          endsAt: NOW + ms,
          lasts: 60_000,
          actions: null,
        });
      });
      return screen.queryByText(/seconds left to wrap up/)?.textContent;
    };
    expect(screen.getByText(/your entries are saved/)).toBeTruthy();
    expect(left(31_000)).toBeUndefined();
    expect(left(30_000)).toBe('30 seconds left to wrap up Lee.');
    expect(left(22_000)).toBe('30 seconds left to wrap up Lee.');
    expect(left(9_500)).toBe('10 seconds left to wrap up Lee.');
    expect(left(60_000)).toBeUndefined();
  });

  it('finds codes by words of code and category in any order, with letters left out and with one slip', () => {
    const index = indexCodes(WRAPUP_FORM, configuredIn(NO_TEXTS, ['en']));
    const found = (search: string) => matchCodes(index, search).map((code) => code.value);
    expect(found('grant bill')).toEqual(['Refund granted']);
    expect(found('rfnd')).toEqual(['Refund granted', 'Refund refused']);
    expect(found('refnud gr')).toEqual(['Refund granted']);
    expect(found('Décided nothing like it')).toEqual([]);
    expect(found('sóld')).toEqual(['Upgrade sold']);
  });

  it('can be worked from the search by keys alone: arrows, Enter, and Ctrl+Enter at the end', async () => {
    const { user, store, asked } = await form();
    await user.click(screen.getByRole('searchbox', { name: 'Search codes' }));
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{Enter}');
    await user.keyboard('ticket{Enter}');
    expect(store.getState().wrapupDrafts[LEE.id]?.codes.map((code) => code.value)).toEqual([
      'Refund refused',
      'Ticket opened',
    ]);
    expect(asked).toEqual([]);
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect(asked[0]?.event).toBe('closeWrapup');
  });

  it('can be worked from the list by keys alone: arrows and Space', async () => {
    const { user, store } = await form();
    screen.getByRole('listbox', { name: 'Codes' }).focus();
    await user.keyboard('{ArrowDown}{ArrowDown} {End} ');
    expect(store.getState().wrapupDrafts[LEE.id]?.codes.map((code) => code.value)).toEqual([
      'Refund granted',
      'Not interested',
    ]);
  });

  it('draws a few of 500 codes, and finds any of them', async () => {
    const { user, container } = await form({
      multiple: true,
      categories: Array.from({ length: 25 }, (_, category) => ({
        name: `Category ${category + 1}`,
        values: Array.from({ length: 20 }, (__, value) => `Code ${category * 20 + value + 1}`),
      })),
    });
    expect(screen.getAllByRole('option').length).toBeLessThan(40);
    expect(screen.getAllByRole('option')[0]?.getAttribute('aria-setsize')).toBe('500');
    expect(container.querySelectorAll('*').length).toBeLessThan(200);
    await user.type(screen.getByRole('searchbox', { name: 'Search codes' }), '487');
    expect((await screen.findAllByRole('option')).map((option) => option.textContent)).toEqual([
      'Code 487Category 25',
    ]);
  });

  it('tells a note that is too long instead of cutting it', async () => {
    const { user, store } = await form();
    const note = screen.getByRole('textbox', { name: 'Note' });
    await user.click(note);
    await user.paste('x'.repeat(2001));
    expect(store.getState().wrapupDrafts[LEE.id]?.note).toHaveLength(2001);
    expect(screen.getByText('The note is too long.')).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Finish' }).disabled).toBe(true);
  });
});
