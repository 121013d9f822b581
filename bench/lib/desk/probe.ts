/** What `probe.js` offers in the page, asked from here. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

export type Frames = { perSecond: number; longest: number };

/** Asks the page that the probe stands in. */
export class Probe {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** To be put into a page before it is opened. */
  static readonly script = readFileSync(new URL('./probe.js', import.meta.url), 'utf8');

  scripts = () => this.#ask<string[]>('scripts()');
  watchMessages = () => this.#ask<null>('watchMessages()');
  watchOffers = () => this.#ask<null>('watchOffers()');
  offerTimes = () => this.#ask<number[]>('offerTimes()');
  forget = () => this.#ask<null>('forget()');
  watchKeys = () => this.#ask<null>('watchKeys()');
  keyTimes = () => this.#ask<number[]>('keyTimes()');
  elements = () => this.#ask<number>('elements()');
  rows = () => this.#ask<number>('rows()');
  below = () => this.#ask<number>('below()');
  readAll = () => this.#ask<number[]>('readAll()');
  frames = (ms: number) => this.#ask<Frames>(`frames(${ms})`);
  scrollUp = (ms: number) => this.#ask<Frames>(`scrollUp(${ms})`);
  open = (id: string, number: number) => this.#ask<number>(`open(${JSON.stringify(id)}, ${number})`);
  /** When a message was on the screen first (ms, wall clock), or null. */
  seenAt = (number: number) => this.#ask<number | null>(`seenAt(${number})`);

  #ask<T>(expression: string): Promise<T> {
    return this.#page.evaluate<T>(`deskProbe.${expression}`);
  }
}
