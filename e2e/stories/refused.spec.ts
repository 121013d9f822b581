import { expect, type Page } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { CustomerChat } from '../support/customer.ts';
import { serverOfStories, test } from '../support/story.ts';

const server = serverOfStories();

declare global {
  interface Window {
    __sounds?: number;
  }
}

/** The page may look at none of it. */
function refuseToLook(): void {
  const refuse = (target: object, name: string) => {
    Object.defineProperty(target, name, {
      configurable: true,
      get: () => {
        throw new DOMException(`${name} is refused`, 'SecurityError');
      },
    });
  };
  for (const name of ['localStorage', 'sessionStorage', 'BroadcastChannel', 'Notification'])
    refuse(window, name);
  for (const name of ['locks', 'serviceWorker', 'clipboard']) refuse(navigator, name);
}

/** The page may look, and is told no, or is told nothing, when it uses it. */
function refuseToWork(): void {
  const no = () => {
    throw new DOMException('refused', 'SecurityError');
  };
  const give = (target: object, name: string, value: unknown) => {
    Object.defineProperty(target, name, { configurable: true, value });
  };
  Storage.prototype.setItem = no;
  Storage.prototype.getItem = no;
  Storage.prototype.removeItem = no;
  give(window, 'BroadcastChannel', no);
  give(navigator, 'locks', { request: () => new Promise(() => {}), query: () => new Promise(() => {}) });
  give(navigator, 'serviceWorker', {
    register: () => Promise.reject(new DOMException('refused', 'SecurityError')),
    ready: new Promise(() => {}),
    addEventListener: () => {},
    removeEventListener: () => {},
    startMessages: () => {},
  });
  give(navigator, 'clipboard', {
    writeText: () => Promise.reject(new DOMException('no', 'NotAllowedError')),
  });
}

/** Counts the sounds that the page makes. */
function countSounds(): void {
  window.__sounds = 0;
  const start = AudioBufferSourceNode.prototype.start;
  AudioBufferSourceNode.prototype.start = function (...given: Parameters<typeof start>) {
    window.__sounds = (window.__sounds ?? 0) + 1;
    start.apply(this, given);
  };
}

/** What was copied, by pasting it where it can be read. */
async function pasted(desk: AgentDesk, page: Page, customer: string): Promise<string> {
  await desk.composer(customer).click();
  await page.keyboard.press('Control+v');
  const text = await desk.composer(customer).inputValue();
  await desk.composer(customer).fill('');
  return text;
}

for (const [how, refuse] of [
  ['already to look at it', refuseToLook],
  ['when it is used', refuseToWork],
] as const) {
  test(`a browser that refuses everything, ${how}: the desk works, rings and copies`, async ({ browser }) => {
    const desk = await AgentDesk.blank(browser);
    const { page } = desk;
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.addInitScript(refuse);
    await page.addInitScript(countSounds);
    await page.goto(server.url);
    const username = refuse === refuseToLook ? 'agent1' : 'agent4';
    await desk.enterPassword(username);
    await desk.goReady();
    const name = refuse === refuseToLook ? 'Ann' : 'Ben';
    const customer = await CustomerChat.begin(browser, server.url, { name });
    await expect(desk.offer(name)).toBeVisible();
    await expect.poll(() => page.evaluate(() => window.__sounds), { message: 'it rings' }).toBeGreaterThan(0);
    await desk.accept(name);
    await customer.write('my number is 4711');
    await expect(desk.message('4711')).toBeVisible();
    await desk.message('4711').hover();
    await desk.page.getByRole('button', { name: /^Copy/u }).first().click();
    await expect.poll(() => pasted(desk, page, name)).toContain('4711');
    await desk.write(name, 'thank you');
    await expect(customer.text('thank you')).toBeVisible();

    await page.reload();
    await expect(desk.state).toBeVisible({ timeout: 20_000 });
    await desk.open(name);
    await expect(desk.message('thank you')).toBeVisible();
    await desk.choose('Not ready');
    await desk.expectState('NOT_READY');
    expect(errors).toEqual([]);
  });
}
