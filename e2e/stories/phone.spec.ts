/** The phone at Cisco Finesse, in the desk of its agent. */
import { expect, type Browser } from '@playwright/test';
import { startFinesse, type RunningFinesse } from '../finesse/start.ts';
import { AgentDesk } from '../support/agent.ts';
import { atFinesse, DeskPhone } from '../support/phone.ts';
import { startServer, type RunningServer } from '../support/server.ts';
import { test, type Keep } from '../support/story.ts';

const CALLER = '2025550147';

/** A supervisor with a phone is an agent as well. */
const LEAD = {
  username: 'lead1',
  password: 'demo',
  firstName: 'Lea',
  lastName: 'Novak',
  roles: ['agent', 'supervisor'],
  team: 'North',
  supervises: ['North'],
};

async function startBoth(kept: Keep): Promise<{ finesse: RunningFinesse; server: RunningServer }> {
  const finesse = kept(await startFinesse());
  const server = kept(
    await startServer({}, [LEAD], {
      FINESSE_URL: finesse.url,
      FINESSE_XMPP_URL: finesse.url.replace('http', 'ws') + '/ws/',
    }),
  );
  return { finesse, server };
}

/** An agent, ready at the desk, whose phone is signed in. */
async function withPhone(
  browser: Browser,
  server: RunningServer,
  name: string,
  extension: string,
): Promise<{ desk: AgentDesk; phone: DeskPhone }> {
  const desk = await AgentDesk.signIn(browser, server.url, name);
  await desk.goReady();
  const phone = new DeskPhone(desk);
  await phone.signIn(name, extension);
  await phone.expectState('NOT_READY');
  return { desk, phone };
}

test('an agent answers, holds, consults, transfers and wraps up calls at the phone of Finesse', async ({
  browser,
  kept,
}) => {
  const { finesse, server } = await startBoth(kept);
  const [{ desk, phone }, colleague] = await Promise.all([
    withPhone(browser, server, 'agent1', '4101'),
    withPhone(browser, server, 'agent2', '4102'),
  ]);
  await phone.goReady();
  await expect(desk.mrd('VOICE')).toContainText('Ready');
  await atFinesse(finesse.url, 'call', { from: CALLER, to: '4101', vars: { callVariable1: 'Gold' } });
  await phone.expectKind(CALLER, 'ringing');
  await expect(phone.call(CALLER)).toContainText('Gold');
  await phone.press(CALLER, 'Answer');
  await phone.expectKind(CALLER, 'active');
  await phone.expectState('TALKING');

  await phone.press(CALLER, 'Hold');
  await phone.expectKind(CALLER, 'held');
  await phone.press(CALLER, 'Resume');
  await phone.expectKind(CALLER, 'active');

  await phone.press(CALLER, 'Keypad');
  const keypad = desk.page.getByRole('dialog', { name: 'Keypad' });
  for (const key of ['4', '2', '#']) await keypad.getByRole('button', { name: key, exact: true }).click();
  await expect(keypad.getByLabel('Tones sent')).toHaveValue('42#');
  await desk.page.keyboard.press('Escape');

  await phone.press(CALLER, 'Call details');
  const details = desk.page.getByRole('dialog', { name: 'Call details' });
  await details.getByLabel('Wrap-up reason').selectOption('Billing');
  await expect(details.getByLabel('Wrap-up reason')).toBeEnabled();
  await expect(details.getByLabel('Wrap-up reason')).toHaveValue('Billing');
  await desk.page.keyboard.press('Escape');

  // A colleague is asked, all three talk, and the call goes on without the first.
  await colleague.phone.goReady();
  await phone.handOver(CALLER, '4102', 'Call them first');
  await phone.expectKind(CALLER, 'held');
  await colleague.phone.press('Amina Okafor', 'Answer');
  await phone.expectKind('Bruno Almeida', 'active');
  await expect(phone.call(CALLER)).not.toHaveAttribute('data-consult');
  await expect(phone.call('Bruno Almeida')).toHaveAttribute('data-consult', 'true');
  await phone.bar.getByRole('button', { name: 'Talk together' }).click();
  await expect(phone.calls).toHaveCount(1);
  await phone.expectKind(CALLER, 'active');
  await colleague.phone.expectKind(CALLER, 'active');
  await phone.calls.getByRole('button', { name: 'Hang up' }).click();
  await expect(phone.calls).toHaveCount(0);
  await phone.expectState('READY');
  await expect(colleague.phone.calls).toHaveCount(1);
  await colleague.phone.calls.getByRole('button', { name: 'Hang up' }).click();
  await expect(colleague.phone.calls).toHaveCount(0);

  await phone.choose('Lunch');
  await phone.expectState('NOT_READY');
  await expect(phone.state).toContainText('Lunch');

  await phone.bar.getByRole('button', { name: 'Call', exact: true }).click();
  const dial = desk.page.getByRole('dialog', { name: 'Make a call' });
  await dial.getByRole('option', { name: /Outside Line/ }).click();
  await dial.getByRole('button', { name: 'Call 18005550100' }).click();
  await phone.expectKind('18005550100', 'active');
  await colleague.phone.expectState('READY');
  await phone.handOver('18005550100', '4102', 'Transfer now');
  await expect(phone.calls).toHaveCount(0);
  await colleague.phone.calls.getByRole('button', { name: 'Answer' }).click();
  await colleague.phone.expectKind('18005550100', 'active');
  await colleague.phone.press('18005550100', 'Hang up');
  await phone.choose('End of shift');
  await expect(phone.bar.getByText('Phone signed out')).toBeVisible();
});

test('Finesse ends in the middle of a call: the agent is told, and goes on when it is back', async ({
  browser,
  kept,
}) => {
  const { finesse, server } = await startBoth(kept);
  const { desk, phone } = await withPhone(browser, server, 'agent1', '4101');
  await phone.goReady();
  await atFinesse(finesse.url, 'call', { from: CALLER, to: '4101' });
  await phone.press(CALLER, 'Answer');
  await phone.expectKind(CALLER, 'active');
  const { port } = finesse;
  await finesse.close();
  await expect(phone.bar.getByRole('status')).toContainText('Calls continue on your phone.', {
    timeout: 20_000,
  });
  await expect(phone.call(CALLER).getByRole('button', { name: 'Hold' })).toBeDisabled();
  // It comes back empty, as after a restart: nobody is signed in, and the call is none any more.
  kept(await startFinesse(port));
  await expect(phone.bar.getByText('Phone signed out')).toBeVisible({ timeout: 25_000 });
  await expect(phone.calls).toHaveCount(0);
  await phone.bar.getByRole('button', { name: 'Sign in phone' }).click();
  const panel = desk.page.getByRole('dialog', { name: 'Sign in phone' });
  await expect(panel.getByLabel('Extension')).toHaveValue('4101');
  await panel.getByRole('button', { name: 'Sign in phone' }).click();
  await phone.expectState('NOT_READY');
  await phone.goReady();
});

test('a supervisor listens to the call of an agent of the own team, and joins it', async ({
  browser,
  kept,
}) => {
  const { finesse, server } = await startBoth(kept);
  const { phone } = await withPhone(browser, server, 'agent1', '4101');
  await atFinesse(finesse.url, 'user', { id: 'lead1', extension: '4109', team: '2', supervises: ['2'] });
  const lead = await withPhone(browser, server, 'lead1', '4109');
  await phone.goReady();
  await atFinesse(finesse.url, 'call', { from: CALLER, to: '4101' });
  await phone.press(CALLER, 'Answer');
  await phone.expectKind(CALLER, 'active');
  const page = lead.desk.page;
  await page.getByRole('button', { name: 'Team' }).click();
  await page.getByRole('tab', { name: 'Agents' }).click();
  await page.getByRole('button', { name: 'Actions for Amina Okafor' }).click();
  await page.getByRole('menuitem', { name: 'Listen to the call' }).click();
  await expect(lead.phone.bar).toContainText('You’re listening. No one hears you.');
  await expect(phone.calls).toHaveCount(1);
  await lead.phone.bar.getByRole('button', { name: 'Join the call' }).click();
  await expect(lead.phone.bar).not.toContainText('You’re listening. No one hears you.');
  await expect(lead.phone.calls).toHaveAttribute('data-kind', 'active');
  await lead.phone.calls.getByRole('button', { name: 'Hang up' }).click();
  await expect(lead.phone.calls).toHaveCount(0);
  await phone.expectKind(CALLER, 'active');
});
