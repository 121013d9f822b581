/**
 * An hour of an agent's work, without its pauses: chats of a few minutes each, several at a time, written in from
 * both sides, switched between and ended. What the page holds is looked at again and again: what only grows would
 * not last a day.
 */
import type { Page } from '@playwright/test';
import { rounded } from '../figures.ts';
import { until } from '../until.ts';
import type { DeskCustomer } from './customer.ts';
import type { Probe } from './probe.ts';

type Chat = { customer: DeskCustomer; id: string };

/** What a page holds after its garbage was collected. */
type Held = { chats: number; heapMb: number; nodes: number; listeners: number };

/** Chats at a time, each of which gets as many turns; messages of each side in a turn; chats between two looks. */
const AT_ONCE = 3;
const TURN = { customer: 7, agent: 2 };
const LOOK_EVERY = 10;

/** Goes through `chats` chats, which `begin` starts; gives what the page held on the way. */
export async function hour(
  page: Page,
  probe: Probe,
  begin: (name: string) => Promise<Chat>,
  chats: number,
): Promise<Held[]> {
  const open: Chat[] = [];
  const held: Held[] = [];
  for (let number = 1; number <= chats; number++) {
    open.push(await begin(`hour-${number}`));
    for (const { customer, id } of open) {
      await customer.writeMany(TURN.customer);
      await probe.open(id, customer.last);
      for (let line = 0; line < TURN.agent; line++) await answer(page);
    }
    if (open.length === AT_ONCE || number === chats) await end(page, open.shift());
    if (number % LOOK_EVERY === 0) held.push({ chats: number, ...(await look(page)) });
  }
  for (const chat of open) await end(page, chat);
  return held;
}

/** A line as it is typed: with its draft, its typing sign and its way through the outbox. */
async function answer(page: Page): Promise<void> {
  await page.locator('[data-composer]').click();
  await page.keyboard.type('Let me look that up for you.');
  await page.keyboard.press('Enter');
  await until(async () => (await page.locator('[data-outgoing]').count()) === 0, 'the answer to be stored');
}

async function end(page: Page, chat: Chat | undefined): Promise<void> {
  if (chat === undefined) return;
  await chat.customer.end();
  // What has ended stays until the agent closes it.
  const row = page.locator(`[data-conversation="${chat.id}"]`);
  await row.click();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await until(async () => (await row.count()) === 0, 'the end of the chat');
}

/** Collects the garbage and looks at what is left. */
async function look(page: Page): Promise<Omit<Held, 'chats'>> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
  await session.detach();
  return { heapMb: rounded(usedSize / 1e6), nodes, listeners: jsEventListeners };
}
