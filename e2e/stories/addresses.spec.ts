import { networkInterfaces } from 'node:os';
import { expect } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { SocketCustomer } from '../support/socket-customer.ts';
import { startServer } from '../support/server.ts';
import { test } from '../support/story.ts';

const hasIpv6 = Object.values(networkInterfaces()).some((each) =>
  each?.some(({ address }) => address === '::1'),
);

test('the desk is reached by an IPv6 address, and its socket too', async ({ browser, kept }) => {
  test.skip(!hasIpv6, 'this machine has no IPv6');
  const server = kept(await startServer({}, [], { HOST: '::', DEMO: 'on' }));
  const desk = await AgentDesk.signIn(browser, server.url.replace('127.0.0.1', '[::1]'), 'agent1');
  await desk.goReady();
  await expect(desk.state).not.toHaveAttribute('data-unsure');
});

test('a browser that translates pages leaves the running figures of the desk alone', async ({
  browser,
  kept,
}) => {
  const server = kept(await startServer());
  const desk = await AgentDesk.signIn(browser, server.url, 'agent1');
  await desk.goReady();
  kept(await SocketCustomer.begin(server.url, 'Ann'));
  await expect(desk.offer('Ann')).toBeVisible();
  // As translators do: every text that a page does not forbid goes into an element of theirs, and is let go.
  await desk.page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: Text[] = [];
    while (texts.nextNode()) found.push(texts.currentNode as Text);
    for (const text of found) {
      const near = text.parentElement?.closest('[translate]') ?? null;
      if (near?.getAttribute('translate') === 'no') continue;
      const theirs = document.createElement('span');
      theirs.textContent = text.data;
      text.replaceWith(theirs);
    }
  });
  const shown = () => desk.offer('Ann').innerText();
  const before = await shown();
  await expect.poll(shown, { message: 'the wait goes on' }).not.toBe(before);
  await desk.accept('Ann');
});
