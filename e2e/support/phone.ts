import { expect, type Locator, type Page } from '@playwright/test';

/** Makes something happen at the Finesse stand-in (`e2e/finesse/README.md`). */
export async function atFinesse(
  url: string,
  hook: string,
  body: object = {},
): Promise<{ dialogId?: string }> {
  const answer = await fetch(`${url}/sim/${hook}`, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${hook}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as { dialogId?: string };
}

/** Where a desk is: a page of its own, or a frame of another. */
type Place = Pick<Page, 'getByRole' | 'locator'>;

/** The phone in an agent's desk, by what can be read and pressed. */
export class DeskPhone {
  readonly page: Place;

  constructor({ page }: { page: Place }) {
    this.page = page;
  }

  get bar(): Locator {
    return this.page.getByRole('region', { name: 'Phone', exact: true });
  }

  get state(): Locator {
    return this.page.locator('#phone-state');
  }

  /** Signs in with what Finesse knows, from the panel of the phone. */
  async signIn(loginId: string, extension: string, password = 'Passw0rd'): Promise<void> {
    await this.bar.getByRole('button', { name: 'Sign in phone' }).click();
    const panel = this.page.getByRole('dialog', { name: 'Sign in phone' });
    await panel.getByLabel('Finesse username').fill(loginId);
    await panel.getByLabel('Finesse password').fill(password);
    await panel.getByLabel('Extension').fill(extension);
    await panel.getByRole('button', { name: 'Sign in phone' }).click();
  }

  async choose(entry: string): Promise<void> {
    await this.state.click();
    await this.page.getByRole('menuitem', { name: entry, exact: true }).click();
  }

  async expectState(state: string): Promise<void> {
    await expect(this.state).toHaveAttribute('data-phone-state', state);
  }

  async goReady(): Promise<void> {
    await this.choose('Ready');
    await this.expectState('READY');
  }

  /** The row of a call, by the name of the other end. */
  call(name: string): Locator {
    return this.bar.getByRole('listitem', { name: `Call with ${name}` });
  }

  get calls(): Locator {
    return this.bar.locator('[data-call]');
  }

  async press(name: string, button: string): Promise<void> {
    await this.call(name).getByRole('button', { name: button, exact: true }).click();
  }

  async expectKind(name: string, kind: 'ringing' | 'calling' | 'active' | 'held' | 'over'): Promise<void> {
    await expect(this.call(name)).toHaveAttribute('data-kind', kind);
  }

  /** Opens the panel of a call in which somebody else is asked, or gets the call, and types a number. */
  async handOver(name: string, number: string, how: 'Call them first' | 'Transfer now'): Promise<void> {
    await this.press(name, 'Consult or transfer');
    const panel = this.page.getByRole('dialog', { name: `Consult or transfer: ${name}` });
    await panel.getByLabel('Number').fill(number);
    await panel.getByRole('button', { name: how }).click();
    await expect(panel).toBeHidden();
  }
}
