import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { RefusedError } from '../../connection/refusal.ts';
import { draw } from '../../testing/draw.tsx';
import { conversation, NOW } from '../../testing/people.ts';
import { ContextPane } from '../ContextPane.tsx';

afterEach(cleanup);

const MARIA = conversation('Maria', { said: [['c', 30, 'Hello']] });

const wire = (id: string, daysAgo: number, further = {}) => ({
  conversationId: id,
  startedAt: NOW - daysAgo * 86_400_000,
  endedAt: NOW - daysAgo * 86_400_000 + 600_000,
  channel: { id: 'c', name: 'Web chat', type: 'WEB' },
  queue: { id: 'q', name: 'Billing' },
  agents: [{ id: 'a', username: 'ben', firstName: 'Ben', lastName: 'Okafor' }],
  wrapUps: [{ categoryName: 'Result', value: 'Solved' }],
  note: 'Call again.',
  ...further,
});

async function pane(answers: (path: string) => unknown) {
  const asked: string[] = [];
  await draw(
    <ContextPane id={MARIA.id} />,
    { conversations: { [MARIA.id]: MARIA }, selected: MARIA.id },
    {
      get: (path: string) => {
        asked.push(path);
        const answer = answers(path);
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      },
    },
  );
  const user = userEvent.setup();
  await user.click(screen.getByRole('tab', { name: 'History' }));
  return { user, asked };
}

describe('a customer’s past', () => {
  it('is listed without the conversation at hand, and older ones on request', async () => {
    const { user } = await pane((path) =>
      path.includes('before=')
        ? { docs: [wire('older', 90)], more: false }
        : { docs: [wire(MARIA.id, 0), wire('past', 12)], more: true },
    );
    const list = await screen.findByRole('list', { name: 'Past conversations' });
    expect(within(list).getAllByRole('listitem')).toHaveLength(1);
    for (const word of ['Billing', 'Ben Okafor', 'Solved', 'Call again.']) {
      expect(within(list).getByText(word)).toBeTruthy();
    }
    await user.click(screen.getByRole('button', { name: 'Show older conversations' }));
    expect(await within(list).findAllByRole('listitem')).toHaveLength(2);
    expect(screen.queryByRole('button', { name: 'Show older conversations' })).toBeNull();
  });

  it('is read where it stands, and left again', async () => {
    const { user } = await pane((path) =>
      path.includes('/events')
        ? {
            events: [
              {
                id: 'e1',
                seq: 1,
                name: 'CUSTOMER_MESSAGE',
                type: 'MESSAGE',
                timestamp: NOW - 86_400_000,
                data: { id: 'm1', header: {}, body: { type: 'PLAIN', markdownText: 'An old question' } },
              },
            ],
            earlier: false,
          }
        : { docs: [wire('past', 12)], more: false },
    );
    await user.click(await screen.findByRole('button', { name: /Billing/ }));
    expect(await screen.findByText('An old question')).toBeTruthy();
    expect(screen.queryByRole('toolbar')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Back to past conversations' }));
    expect(screen.getByRole('list', { name: 'Past conversations' })).toBeTruthy();
  });

  it('says when there is none', async () => {
    await pane(() => ({ docs: [wire(MARIA.id, 0)], more: false }));
    expect(await screen.findByText('No past conversations')).toBeTruthy();
  });

  it('says why it could not be loaded, and tries again', async () => {
    let fails = true;
    const { user } = await pane(() =>
      fails ? new RefusedError('FORBIDDEN', '') : { docs: [wire('past', 12)], more: false },
    );
    const alert = await screen.findByRole('alert', {}, { timeout: 4000 });
    expect(alert.textContent).toContain('You don’t have permission to do that.');
    fails = false;
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('list', { name: 'Past conversations' })).toBeTruthy();
  });
});
