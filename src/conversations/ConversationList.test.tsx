import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import type { Body } from '../store/events.ts';
import type { Conversation, DeskState } from '../store/model.ts';
import { draw } from '../testing/draw.tsx';
import { conversation, NOW, type Said } from '../testing/people.ts';
import { ConversationList } from './ConversationList.tsx';

afterEach(cleanup);

/** Waits for an answer since `ago` seconds. */
const waiting = (name: string, ago: number, more: Parameters<typeof conversation>[1] = {}) =>
  conversation(name, { said: [['c', ago, `It is ${name}`]], ...more });
const answered = (name: string, ago: number) =>
  conversation(name, {
    said: [
      ['c', ago + 20, 'Hello'],
      ['a', ago, `Dear ${name}`],
    ] satisfies Said[],
  });

const MARIA = waiting('Maria', 30);
const JONAS = waiting('Jonas', 90, { channelType: 'WHATSAPP' });
const OLGA = answered('Olga', 200);
const LEE = conversation('Lee', {
  said: [['a', 300, 'Good bye']],
  change: { role: 'WRAP_UP', actions: [], wrapup: { endsAt: NOW + 42_000, lasts: 60_000 } },
});

function byId(...all: (typeof MARIA)[]): DeskState['conversations'] {
  return Object.fromEntries(all.map((each) => [each.id, each]));
}

const FOUR = { conversations: byId(LEE, OLGA, MARIA, JONAS) };

it('shows what a supervisor listens to, last and as nothing that waits for them', async () => {
  const listened = waiting('Zoe', 400, { change: { role: 'WHISPER', kind: 'watched' } });
  await draw(<ConversationList />, { conversations: byId(listened, OLGA, MARIA) });
  expect(names()).toEqual(['Maria', 'Olga', 'Zoe']);
  const [, , row] = screen.getAllByRole('listitem');
  expect(row!.textContent).not.toMatch(/waiting/);
});

it('shows the most urgent label of a customer, and asks for labels once', async () => {
  const asked: string[] = [];
  const labelled = { ...MARIA, customer: { ...MARIA.customer, labels: ['slow', 'vip', 'gone'] } };
  await draw(
    <ConversationList />,
    { conversations: byId(labelled, OLGA) },
    {
      get: (path) => {
        asked.push(path);
        return Promise.resolve([
          { _id: 'slow', name: 'Pays late', colorCode: '#00aa00', priority: 2 },
          { _id: 'vip', name: 'VIP', colorCode: 'aa0000', priority: 9 },
        ]);
      },
    },
  );
  const label = await screen.findByTitle('VIP Pays late');
  expect(label.textContent).toBe('VIP+1');
  expect(label.querySelector('svg')?.getAttribute('stroke')).toBe('#aa0000');
  expect(row('Olga').textContent).not.toContain('VIP');
  // One of them is not there any more: that is found out by asking once again.
  expect(asked).toEqual(['/cim-customer/label', '/cim-customer/label']);
});

function names(): string[] {
  return screen
    .getAllByRole('listitem')
    .map((row) => row.querySelector('bdi')?.textContent ?? '')
    .filter((name) => name !== '');
}

const row = (name: string) =>
  screen.getAllByRole('listitem').find((each) => each.textContent.includes(name))!;

async function list(state: Partial<DeskState> = FOUR) {
  const drawn = await draw(<ConversationList />, state);
  return { ...drawn, user: userEvent.setup() };
}

/** The customer's last message has this body. */
function wrote(body: Body): Conversation {
  const { transcript, ...rest } = MARIA;
  const { fold } = transcript;
  const last = fold.last === null ? null : { ...fold.last, body };
  return { ...rest, transcript: { ...transcript, fold: { ...fold, last } } };
}

describe('the last words', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['URL', { mediaUrl: 'https://example.com/plan' }, 'Link: https://example.com/plan'],
    ['FILE', { additionalDetails: { fileName: 'contract.pdf' } }, 'File: contract.pdf'],
    ['IMAGE', {}, 'Image'],
    ['IMAGE', { caption: 'The router' }, 'Image: The router'],
    ['CONTACT', { contacts: [{ name: { formattedName: 'Jon Low' } }] }, 'Contact: Jon Low'],
    ['LOCATION', { location: { latitude: 48.1, longitude: 11.5 } }, 'Location'],
    [
      'LOCATION',
      { location: { latitude: 48.1, longitude: 11.5 }, additionalDetails: { name: 'Home' } },
      'Location: Home',
    ],
    ['BUTTON', { buttons: [{ title: 'Yes' }, { title: 'No' }] }, 'Yes No'],
    ['BUTTON', {}, 'Choices'],
    ['EMAIL', { subject: 'My invoice' }, 'E-mail: My invoice'],
    ['RECEIPT', { orderNumber: '4711' }, 'Order 4711'],
    ['DELETEDNOTIFICATION', {}, 'This message was deleted'],
    ['STRUCTUREDMESSAGE', {}, 'Message without text'],
  ])('of a %s with %j and no text are in words of the language', async (type, fields, words) => {
    const maria = wrote({ type, text: '', fields });
    await list({ conversations: byId(maria) });
    expect(row('Maria').textContent).toContain(words);
    expect(row('Maria').textContent).not.toContain(type.toLowerCase());
  });

  it('of a text are the text, without its signs', async () => {
    await list({ conversations: byId(wrote({ type: 'IMAGE', text: 'The **red** one', fields: {} })) });
    expect(row('Maria').textContent).toContain('The red one');
    cleanup();
    await list({ conversations: byId(wrote({ type: 'PLAIN', text: '5 *or* 6', asSent: true, fields: {} })) });
    expect(row('Maria').textContent).toContain('5 *or* 6');
  });
});

describe('the order of the list', () => {
  it('is who waits longest, then the last to speak, then what is to be wrapped up', async () => {
    await list();
    expect(names()).toEqual(['Jonas', 'Maria', 'Olga', 'Lee']);
  });

  it('holds still under the pointer, sorts on demand, and settles when it is left', async () => {
    const { store, user } = await list();
    await user.hover(row('Maria'));
    const reply = () => {
      store.setState({ conversations: byId(LEE, OLGA, MARIA, answered('Jonas', 1)) });
    };
    act(reply);
    expect(names()).toEqual(['Jonas', 'Maria', 'Olga', 'Lee']);
    await user.click(screen.getByRole('button', { name: /2 conversations moved/ }));
    expect(names()).toEqual(['Maria', 'Jonas', 'Olga', 'Lee']);
    expect(screen.queryByRole('button', { name: /Sort now/ })).toBeNull();
    expect(document.activeElement).toBe(document.body);

    await user.hover(row('Maria'));
    act(() => {
      store.setState({ conversations: byId(LEE, waiting('Olga', 600), MARIA, answered('Jonas', 1)) });
    });
    expect(names()).toEqual(['Maria', 'Jonas', 'Olga', 'Lee']);
    await user.hover(document.body);
    expect(names()).toEqual(['Olga', 'Maria', 'Jonas', 'Lee']);
  });

  it('holds still under the keyboard', async () => {
    const { store, user } = await list();
    await user.click(screen.getByRole('textbox', { name: 'Search' }));
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(document.activeElement?.textContent).toContain('Maria');
    act(() => {
      store.setState({ conversations: byId(LEE, waiting('Olga', 900), MARIA, JONAS) });
    });
    expect(names()).toEqual(['Jonas', 'Maria', 'Olga', 'Lee']);
    expect(document.activeElement?.textContent).toContain('Maria');
  });
});

describe('a row', () => {
  it('says who spoke last, and turns warm and then hot as the response limit comes near', async () => {
    await list({
      ...FOUR,
      responseLimit: 80_000,
      conversations: byId(OLGA, MARIA, JONAS, waiting('Ada', 50)),
    });
    expect(row('Olga').textContent).toContain('You: Dear Olga');
    expect(row('Maria').textContent).toContain('waiting 0:30 for a reply');
    expect(row('Jonas').textContent).toContain('waiting 1:30 for a reply, over the 1:20 target');
    const tone = (name: string) => /_(neutral|warm|hot)_/.exec(row(name).innerHTML)?.[1];
    expect([tone('Maria'), tone('Ada'), tone('Jonas')]).toEqual(['neutral', 'warm', 'hot']);
  });

  it('names the draft with its words, a message that was not sent, and the time for the wrap-up', async () => {
    await list({
      ...FOUR,
      drafts: { [OLGA.id]: 'One more thing' },
      outbox: {
        o: {
          id: 'o',
          conversationId: MARIA.id,
          body: { kind: 'text', text: 'It is on its way' },
          replyTo: null,
          at: NOW,
          state: 'failed',
          refusal: { code: 'TOO_LONG', msg: '' },
        },
      },
    });
    expect(row('Olga').textContent).toContain('Draft: One more thing');
    expect(row('Maria').textContent).toContain('Not sent: It is on its way');
    expect(row('Lee').textContent).toContain('0:42 left to wrap up');
  });
});

describe('filter and search', () => {
  it.each([
    ['Waiting for me (2)', ['Jonas', 'Maria']],
    ['Drafts (1)', ['Olga']],
    ['Wrap-up (1)', ['Lee']],
    ['All (4)', ['Jonas', 'Maria', 'Olga', 'Lee']],
  ])('%s', async (filter, shown) => {
    const { user } = await list({ ...FOUR, drafts: { [OLGA.id]: 'One more thing' } });
    const select = screen.getByRole('combobox', { name: 'Filter conversations' });
    await user.selectOptions(select, filter);
    expect(names()).toEqual(shown);
  });

  it.each([
    ['by name, without its accents', 'olgá', ['Olga']],
    ['by the last words', 'dear', ['Olga']],
    ['by an identity', '44 7700 jonas', ['Jonas']],
    ['by channel', 'whatsapp', ['Jonas']],
  ])('finds %s', async (_how, search, shown) => {
    const { user } = await list();
    await user.type(screen.getByRole('textbox', { name: 'Search' }), search);
    expect(names()).toEqual(shown);
    await user.keyboard('{Escape}');
    expect(names()).toHaveLength(4);
  });

  it('says when nothing matches, and shows all again', async () => {
    const { user } = await list();
    await user.type(screen.getByRole('textbox', { name: 'Search' }), 'nobody');
    expect(screen.getByText('No conversations match “nobody”.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show all' }));
    expect(names()).toHaveLength(4);
  });

  it('keeps an answered row in a filtered list while it is looked at', async () => {
    const { store, user } = await list({ ...FOUR, list: { filter: 'waiting', search: '', order: [] } });
    await user.hover(row('Maria'));
    act(() => {
      store.setState({ conversations: byId(LEE, OLGA, answered('Maria', 0), JONAS) });
    });
    expect(names()).toEqual(['Jonas', 'Maria']);
  });
});

describe('the keyboard', () => {
  it('is one stop for Tab, goes by arrows and ends, never by letters, and opens with Enter', async () => {
    const { store, user } = await list();
    await user.click(screen.getByRole('textbox', { name: 'Search' }));
    await user.keyboard('{ArrowDown}');
    const at = () => document.activeElement?.querySelector('bdi')?.textContent;
    expect(at()).toBe('Jonas');
    await user.keyboard('{End}');
    expect(at()).toBe('Lee');
    await user.keyboard('{Home}{ArrowDown}');
    expect(at()).toBe('Maria');
    await user.keyboard('ol');
    expect(at()).toBe('Maria');
    await user.keyboard('{Enter}');
    expect(store.getState().selected).toBe(MARIA.id);
    const stops = within(screen.getByRole('list', { name: 'Conversations' }))
      .getAllByRole('button')
      .filter((each) => each.tabIndex === 0);
    expect(stops).toHaveLength(1);
  });
});

describe('two hundred conversations', () => {
  it('draw fewer than 1,500 elements, and each can be reached', async () => {
    const many = Array.from({ length: 200 }, (_, index) =>
      waiting(`Customer ${String(index).padStart(3, '0')}`, 1000 - index),
    );
    const { user, container } = await list({ conversations: byId(...many) });
    expect(container.querySelectorAll('*').length).toBeLessThan(1000);
    const first = screen.getAllByRole('listitem')[0]!;
    expect([first.getAttribute('aria-posinset'), first.getAttribute('aria-setsize')]).toEqual(['1', '200']);
    await user.click(screen.getByRole('textbox', { name: 'Search' }));
    await user.keyboard('{ArrowDown}{End}');
    expect(document.activeElement?.textContent).toContain('Customer 199');
    const scroller = screen.getByRole('list', { name: 'Conversations' }).parentElement!;
    scroller.scrollTop = 64 * 100;
    fireEvent.scroll(scroller);
    expect(screen.getByText('Customer 105')).toBeTruthy();
  });
});
