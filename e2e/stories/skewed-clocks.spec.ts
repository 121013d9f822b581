import { expect, type Page } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { serverOfStories, test } from '../support/story.ts';

/** Seconds that a token lasts; the desk replaces it at 80 % of that. */
const LIFE = 10;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** Two at a time: most of a story's time is that of the tokens. */
const CLOCKS: readonly (readonly [string, readonly [number, number]])[] = [
  ['ten seconds or three minutes', [10 * SECOND, 3 * MINUTE]],
  ['ten minutes or two days', [10 * MINUTE, 2 * DAY]],
];

const server = serverOfStories({ accessTokenSeconds: LIFE });

/** The page lives by a clock that is off by so many ms. */
async function setClock(page: Page, off: number): Promise<void> {
  await page.addInitScript((wrongBy) => {
    const RightDate = Date;
    globalThis.Date = new Proxy(RightDate, {
      construct: (target, given: unknown[]) =>
        Reflect.construct(target, given.length === 0 ? [target.now() + wrongBy] : given) as Date,
      get: (target, name, receiver) =>
        name === 'now' ? () => target.now() + wrongBy : (Reflect.get(target, name, receiver) as unknown),
    });
  }, off);
}

for (const [name, [little, much]] of CLOCKS) {
  test(`clocks that are ${name} fast or slow stay signed in and ask for no more tokens than others`, async ({
    browser,
  }) => {
    const open = async (username: string, wrongBy: number) => {
      const desk = await AgentDesk.blank(browser);
      const asked: number[] = [];
      await setClock(desk.page, wrongBy);
      desk.page.on('request', (request) => {
        if (request.url().endsWith('/protocol/openid-connect/token')) asked.push(Date.now());
      });
      await desk.page.goto(server.url);
      await desk.enterPassword(username);
      await desk.goReady();
      return { desk, asked };
    };
    const desks = await Promise.all([
      open('agent1', little),
      open('agent2', -little),
      open('agent3', much),
      open('agent4', -much),
    ]);
    for (const { desk, asked } of desks) {
      const [signedIn = 0] = asked;
      // Two renewals after the sign-in's own token.
      await expect.poll(() => asked.length, { timeout: 6 * LIFE * SECOND }).toBeGreaterThanOrEqual(3);
      const seconds = (Date.now() - signedIn) / SECOND;
      expect(asked.length - 1, `in ${seconds} s`).toBeLessThanOrEqual(seconds / (LIFE * 0.8) + 1);
      await expect(desk.state).not.toHaveAttribute('data-unsure');
      await desk.expectState('READY');
    }
  });
}
