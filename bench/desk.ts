/**
 * The desk in Chromium on the built pages and the embedded database: what is loaded before it can be used, how
 * long that takes, from an offer's frame and from a customer's emit to the picture, from a key to the picture, opening
 * and switching, a flood, scrolling, and the heap over many chats. `CHROMIUM` names the browser (else
 * `/usr/bin/chromium`). `--visits` sign-ins, `--offers` and `--messages` seen, `--long` and `--huge` messages of two conversations, `--seconds` of
 * flood, `--chats` of an hour's work for the heap (0: none).
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';
import { numbers } from './lib/arguments.ts';
import { writeCentre } from './lib/centre-file.ts';
import { DeskCustomer } from './lib/desk/customer.ts';
import { hour } from './lib/desk/hour.ts';
import { Probe } from './lib/desk/probe.ts';
import { visit } from './lib/desk/visit.ts';
import type { Visit } from './lib/desk/visit.ts';
import { distribution, finish, print, rounded } from './lib/figures.ts';
import type { Distribution, Figures } from './lib/figures.ts';
import { startProcess } from './lib/server-process.ts';
import { until } from './lib/until.ts';

const options = numbers({
  visits: 5,
  offers: 20,
  messages: 100,
  long: 1_000,
  huge: 10_000,
  seconds: 20,
  chats: 100,
});
const FLOOD_PER_SECOND = 500;
const root = fileURLToPath(new URL('../', import.meta.url));

const built = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: 'inherit' });
if (built.status !== 0) throw new Error('the build failed');
const directory = mkdtempSync(join(tmpdir(), 'agent-desk-bench-'));
const CONFIG_FILE = join(directory, 'centre.json');
writeCentre(CONFIG_FILE, { agents: 20 });
const server = await startProcess(process.execPath, [join(root, 'dist/server/main.js')], {
  CONFIG_FILE,
  DATA_DIR: join(directory, 'data'),
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-quic', '--disable-background-networking'],
});

function median(values: readonly number[]): number {
  return rounded([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0);
}

/** Several first mornings; the last desk stays open. */
async function mornings() {
  const visits: Visit[] = [];
  for (let i = 0; i < options.visits; i++) {
    await visits.at(-1)?.context.close();
    visits.push(await visit(browser, server.url));
  }
  const desk = visits.at(-1);
  if (desk === undefined) throw new Error('--visits must be at least 1');
  const figures = {
    scriptKb: rounded(desk.scriptKb),
    signInMs: median(visits.map(({ signInMs }) => signInMs)),
    deskMs: median(visits.map(({ deskMs }) => deskMs)),
  };
  return { figures, desk };
}

async function goReady(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Go ready' }).click();
  await page.locator('#state-menu[data-state-name="READY"]').waitFor();
}

/** A customer begins, the agent accepts; resolves with the customer and the conversation's id. */
async function chat(page: Page, name: string): Promise<{ customer: DeskCustomer; id: string }> {
  const before = await idsOf(page);
  const customer = await DeskCustomer.begin(server.url, name);
  await page.locator('[data-offer="accept"]').first().click();
  const id = await found(
    async () => (await idsOf(page)).find((other) => !before.includes(other)) ?? null,
    'the conversation in the list',
  );
  await page.locator(`[data-open-conversation="${id}"]`).waitFor();
  return { customer, id };
}

/** Asks until there is an answer. */
async function found<T>(ask: () => Promise<T | null>, what: string): Promise<T> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline;) {
    const answer = await ask();
    if (answer !== null) return answer;
    await sleep(5);
  }
  throw new Error(`waited in vain for ${what}`);
}

async function idsOf(page: Page): Promise<string[]> {
  const rows = await page.locator('[data-conversation]').all();
  return Promise.all(rows.map(async (row) => (await row.getAttribute('data-conversation')) ?? ''));
}

/** From the frame of an offer to the picture that shows it; the first apart, for which everything is new. */
async function offersSeen(page: Page, probe: Probe): Promise<{ first: number; later: Distribution }> {
  await probe.watchOffers();
  const times: number[] = [];
  for (let i = 0; i < options.offers; i++) {
    const customer = await DeskCustomer.begin(server.url, `offer-${i}`);
    times.push(await found(async () => (await probe.offerTimes())[0] ?? null, 'an offer'));
    await customer.end();
    await page.locator('[data-task]').waitFor({ state: 'detached' });
  }
  const [first = NaN, ...later] = times;
  return { first: rounded(first), later: distribution(later) };
}

/** From a customer's emit to the picture on the agent's screen, one message after the other. */
async function untilSeen(probe: Probe, customer: DeskCustomer): Promise<Distribution> {
  const times: number[] = [];
  for (let i = 0; i < options.messages; i++) {
    const { number, at } = customer.write();
    const seen = await found(() => probe.seenAt(number), `message ${number}`);
    times.push(seen - at);
  }
  return distribution(times);
}

/** From a key to the picture that shows it. */
async function keys(page: Page, probe: Probe): Promise<Distribution> {
  await probe.keyTimes();
  await page.locator('[data-composer]').click();
  await page.keyboard.type('The quick brown fox jumps over the lazy dog. '.repeat(3), { delay: 25 });
  return distribution(await probe.keyTimes());
}

/** 500 messages a second in the open conversation while the agent types. */
async function flood(page: Page, probe: Probe, customer: DeskCustomer): Promise<Figures> {
  await probe.keyTimes();
  await page.locator('[data-composer]').click();
  const frames = probe.frames(options.seconds * 1000);
  const over = new AbortController();
  const typing = (async () => {
    while (!over.signal.aborted) await page.keyboard.type('typing ', { delay: 50 });
  })();
  const sent = await customer.flood(FLOOD_PER_SECOND, options.seconds * 1000);
  const ended = performance.now();
  const { perSecond, longest } = await frames;
  over.abort();
  await typing;
  await until(async () => (await probe.seenAt(customer.last)) !== null, 'the last message', { every: 5 });
  const behindMs = performance.now() - ended;
  const key = distribution(await probe.keyTimes());
  const below = await probe.below();
  const numbersShown = await probe.readAll();
  const inOrder = numbersShown.every((number, index) => number === index);
  return {
    sent,
    shown: numbersShown.length,
    expected: customer.last + 1,
    inOrder,
    followsToTheEnd: below <= 1,
    lastSeenAfterMs: rounded(behindMs),
    framesPerSecond: rounded(perSecond),
    longestFrameMs: rounded(longest),
    keyP95: key.p90,
    keyP99: key.p99,
  };
}

const { figures: start, desk } = await mornings();
print(
  `JavaScript before the desk ${start.scriptKb} kB gzip; sign-in page ${start.signInMs} ms, desk ${start.deskMs} ms`,
);
const { page } = desk;
const probe = new Probe(page);
await probe.watchMessages();
await probe.watchKeys();
await goReady(page);

const offers = await offersSeen(page, probe);
print(
  `offer's frame → seen: first ${offers.first} ms; later p50 ${offers.later.p50} ms, p99 ${offers.later.p99} ms`,
);

const short = await chat(page, 'short');
const seenEmpty = await untilSeen(probe, short.customer);
print(`message emitted → seen, short conversation: p50 ${seenEmpty.p50} ms, p99 ${seenEmpty.p99} ms`);

const long = await chat(page, 'long');
await probe.open(short.id, short.customer.last);
await long.customer.writeMany(options.long);
await until(
  async () => (await page.locator(`[data-conversation="${long.id}"]`).innerText()).includes('#'),
  'words',
);
const openLong = await probe.open(long.id, long.customer.last);
const switches: number[] = [];
for (let i = 0; i < 10; i++) {
  switches.push(await probe.open(short.id, short.customer.last));
  switches.push(await probe.open(long.id, long.customer.last));
}
await probe.forget();
const seenLong = await untilSeen(probe, long.customer);
const key = await keys(page, probe);
const elements = await probe.elements();
print(
  `with ${options.long} messages: seen p50 ${seenLong.p50} ms; opened in ${rounded(openLong)} ms, switched in ${median(switches)} ms`,
);
print(`key → picture p50 ${key.p50} ms, p90 ${key.p90} ms, p99 ${key.p99} ms; ${elements} elements`);

const huge = await chat(page, 'huge');
await probe.open(short.id, short.customer.last);
await huge.customer.writeMany(options.huge);
const openHuge = await probe.open(huge.id, huge.customer.last);
const rows = await probe.rows();
const scroll = await probe.scrollUp(3_000);
print(
  `${options.huge} messages: opened in ${rounded(openHuge)} ms with ${rows} rows, scrolls at ${rounded(scroll.perSecond)} pictures/s`,
);

const wild = await chat(page, 'wild');
await probe.forget();
const storm = await flood(page, probe, wild.customer);
print(`flood: ${JSON.stringify(storm)}`);

for (const { customer } of [short, long, huge, wild]) await customer.end();
const held = await hour(page, probe, (name) => chat(page, name), options.chats);
for (const { chats, heapMb, nodes, listeners } of held) {
  print(`after ${chats} chats: heap ${heapMb} MB, ${nodes} nodes, ${listeners} listeners`);
}

await browser.close();
await server.stop();
rmSync(directory, { recursive: true, force: true });
finish('desk', {
  start,
  offerFirstMs: offers.first,
  offerSeen: offers.later,
  seenEmpty,
  seenLong,
  openLongMs: rounded(openLong),
  switchMs: median(switches),
  key,
  elements,
  openHugeMs: rounded(openHuge),
  rowsHuge: rows,
  scroll,
  flood: storm,
  heldAfterTen: { ...held[0] },
  heldAtTheEnd: { ...held.at(-1) },
});
