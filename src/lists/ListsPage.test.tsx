import { act, cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { draw } from '../testing/draw.tsx';
import { conversation, ME, NOW } from '../testing/people.ts';
import { ListsPage } from './ListsPage.tsx';

afterEach(cleanup);

const LIST = { id: 'l1', name: 'Back office', description: '' };

const request = (id: string, customer: string, status: string, minutes: number) => ({
  id,
  listId: 'l1',
  status,
  time: NOW - minutes * 60_000,
  channelSession: {
    id: `session-${id}`,
    conversationId: id,
    channel: { channelType: { name: 'WEB' } },
    customer: { _id: `customer-${id}`, firstName: customer },
  },
});

const happened = (one: ReturnType<typeof request>) => ({
  type: 'PULL_MODE_LIST_REQUEST_STATE_CHANGED',
  conversationId: 'l1',
  pullModeEvent: JSON.stringify(one),
});

/** The page of an agent whose server has this list; `scopes`: what they may do with lists. */
async function open(scopes: readonly string[] = ['view', 'manage'], lists: readonly object[] = [LIST]) {
  const permissions = [...ME.permissions, ...scopes.map((scope) => `subscribed-list/${scope}`)];
  const drawn = await draw(
    <ListsPage />,
    { me: { ...ME, permissions }, place: 'lists' },
    { get: () => Promise.resolve(lists) },
  );
  const tells = (event: string, payload: unknown) => {
    act(() => {
      drawn.tell(event, payload);
    });
  };
  return { ...drawn, tells, user: userEvent.setup() };
}

/** The same, once the server has answered with these requests. */
async function answered(requests: readonly object[], scopes?: readonly string[]) {
  const drawn = await open(scopes);
  await expect.poll(() => drawn.asked.map(({ event }) => event)).toEqual(['subscribePullModeList']);
  drawn.tells('onPullModeSubscribedList', [LIST]);
  drawn.tells('addPullModeSubscribedListRequests', requests);
  await act(async () => {
    drawn.asked[0]?.ok();
    await Promise.resolve();
  });
  return drawn;
}

const rows = () => within(screen.getByRole('list', { name: 'Back office' })).getAllByRole('listitem');

it('shows who stands on a list, longest first, and follows what happens to them', async () => {
  const { tells } = await answered([request('c2', 'Ben', 'ACTIVE', 2), request('c1', 'Ada', 'CREATED', 9)]);
  expect(rows().map(({ textContent }) => textContent)).toEqual([
    expect.stringMatching(/Ada.*9:00.*Waiting.*Take/),
    expect.stringMatching(/Ben.*2:00.*With agent.*Join/),
  ]);
  tells('onPullModeSubscribedListRequest', happened(request('c2', 'Ben', 'INACTIVE', 2)));
  expect(rows()[1]?.textContent).toContain('Parked');
  tells('onPullModeSubscribedListRequest', happened(request('c1', 'Ada', 'CLOSED', 9)));
  expect(rows()).toHaveLength(1);
  tells('pullModeSubscribedListRequests', []);
  expect(screen.getByText('Nobody is on this list.')).toBeTruthy();
});

it('takes a request and opens its conversation as soon as it is there; a refusal stands beside it', async () => {
  const { asked, user, store } = await answered([
    request('c1', 'Ada', 'CREATED', 9),
    request('c2', 'Ben', 'CREATED', 2),
  ]);
  await user.click(screen.getByRole('button', { name: 'Take Ada' }));
  await user.click(screen.getByRole('button', { name: 'Take Ben' }));
  const [ada, ben] = asked.filter(({ event }) => event === 'joinPullModeRequest');
  expect(ada?.payload).toMatchObject({ agentId: ME.id, requestId: 'c1' });
  await act(async () => {
    ben?.refuse('TOPIC_CLOSED', '');
    ada?.ok();
    await Promise.resolve();
  });
  expect(within(rows()[1]!).getByRole('alert').textContent).toContain('The conversation has ended.');
  expect(store.getState().selected).toBeNull();
  act(() => {
    store.setState({ conversations: { c1: { ...conversation('Ada'), id: 'c1' } } });
  });
  expect(store.getState()).toMatchObject({ place: 'conversations', selected: 'c1' });
});

it('ends a request for everybody after asking, where the agent may', async () => {
  const { asked, user, unmount } = await answered([request('c1', 'Ada', 'ACTIVE', 9)]);
  await user.click(screen.getByRole('button', { name: 'Actions for Ada' }));
  await user.click(await screen.findByRole('menuitem', { name: 'End for everyone …' }));
  await user.click(await screen.findByRole('button', { name: 'End conversation' }));
  expect(asked.at(-1)).toMatchObject({ event: 'deletePullModeRequest', payload: { id: 'c1' } });
  unmount();
  await answered([request('c1', 'Ada', 'ACTIVE', 9)], ['view']);
  expect(screen.queryByRole('button', { name: 'Actions for Ada' })).toBeNull();
});

it('says that there are no lists, and that they could not be loaded', async () => {
  const { unmount } = await open(['view'], []);
  expect(await screen.findByRole('heading', { name: 'No lists' })).toBeTruthy();
  unmount();
  const { asked, user } = await open();
  await expect.poll(() => asked).toHaveLength(1);
  await act(async () => {
    asked[0]?.refuse('INTERNAL', '');
    await Promise.resolve();
  });
  await user.click(await screen.findByRole('button', { name: 'Try again' }));
  await expect.poll(() => asked).toHaveLength(2);
});
