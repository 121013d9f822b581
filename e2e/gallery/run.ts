/**
 * `npm run gallery [-- STORY … --look=400,1440-ar]`: draws every screen in every state from fixed data, through the real components,
 * into the ignored folder `gallery/` with an index page. Whoever changes a screen looks at it there. With `--axe` it
 * draws nothing: axe looks at each state in both themes, and the command fails when it finds something against
 * WCAG 2.2 AA, or when a state scrolls sideways at 320 px.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type Page } from '@playwright/test';
import { createServer } from 'vite';
import { NOW } from '../../src/testing/people.ts';
import { STORIES } from './stories.ts';

type Story = (typeof STORIES)[number];

type Look = { name: string; width: number; height: number; theme: 'light' | 'dark'; language: string };

const LOOKS: readonly Look[] = [
  { name: '1920', width: 1920, height: 1080, theme: 'light', language: 'en' },
  { name: '1440', width: 1440, height: 900, theme: 'light', language: 'en' },
  { name: '1440-dark', width: 1440, height: 900, theme: 'dark', language: 'en' },
  { name: '1024', width: 1024, height: 768, theme: 'light', language: 'en' },
  { name: '1024-dark', width: 1024, height: 768, theme: 'dark', language: 'en' },
  { name: '400', width: 400, height: 700, theme: 'light', language: 'en' },
  { name: '400-dark', width: 400, height: 700, theme: 'dark', language: 'en' },
  { name: '320', width: 320, height: 568, theme: 'light', language: 'de' },
  { name: '320-dark', width: 320, height: 568, theme: 'dark', language: 'de' },
  { name: '1024-low', width: 1024, height: 400, theme: 'light', language: 'en' },
  { name: '1440-ar', width: 1440, height: 900, theme: 'light', language: 'ar' },
  { name: '400-ar', width: 400, height: 700, theme: 'dark', language: 'ar' },
];

/** Both themes, and the narrowest. */
const EXAMINED = new Set(['1440', '1440-dark', '320']);
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const OUT = path.resolve('gallery');
const DEBIAN_CHROMIUM = '/usr/bin/chromium';

async function openBrowser(): Promise<Browser> {
  const own = existsSync(DEBIAN_CHROMIUM) ? { executablePath: DEBIAN_CHROMIUM } : {};
  return chromium.launch({ ...own, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** Puts a story on the page; resolves when it stands still, with whether it scrolls sideways. */
async function show(
  page: Page,
  origin: string,
  { name: story, ...steps }: Story,
  look: Look,
): Promise<boolean> {
  await page.emulateMedia({ media: steps.media ?? 'screen' });
  const query = new URLSearchParams({ story, theme: look.theme, language: look.language });
  await page.goto(`${origin}/e2e/gallery/${steps.page ?? 'index'}.html?${query.toString()}`);
  await page.waitForSelector(`body[data-story="${story}"]`);
  // What is not there in this look (a narrow one) is not pressed.
  if (steps.click !== undefined) await page.click(steps.click, { timeout: 2000 }).catch(() => undefined);
  if (steps.then !== undefined) await page.click(steps.then, { timeout: 2000 }).catch(() => undefined);
  if (steps.type !== undefined) await page.keyboard.type(steps.type);
  if (steps.click !== undefined) await page.waitForLoadState('networkidle');
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let frame = 0; frame < 4; frame += 1) await new Promise(requestAnimationFrame);
  });
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
}

async function draw(page: Page, origin: string, story: Story, look: Look): Promise<void> {
  if (await show(page, origin, story, look)) {
    process.stdout.write(`sideways scrolling: ${story.name} ${look.name}\n`);
  }
  const file = `${story.name}.${look.name}.png`;
  await page.screenshot({ path: path.join(OUT, file), animations: 'disabled' });
}

/** What is wrong with a story for people who do not see, hear or point as others do. */
async function examine(page: Page, origin: string, story: Story, look: Look): Promise<number> {
  const sideways = await show(page, origin, story, look);
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  // Paper has its own width.
  if (sideways && story.media !== 'print') found.push('sideways scrolling');
  for (const what of found) process.stdout.write(`${story.name} ${look.name}: ${what}\n`);
  return found.length;
}

function indexPage(): string {
  const sections = STORIES.map((story) => {
    const pictures = LOOKS.map(
      (look) =>
        `<figure><a href="${story.name}.${look.name}.png"><img loading="lazy" src="${story.name}.${look.name}.png" alt=""></a><figcaption>${look.name}</figcaption></figure>`,
    ).join('');
    return `<h2 id="${story.name}">${story.title}</h2><div>${pictures}</div>`;
  }).join('');
  return `<!doctype html><meta charset="utf-8"><title>Gallery</title><style>
    body{font:14px system-ui;margin:24px;background:#f4f5f7;color:#222}div{display:flex;flex-wrap:wrap;gap:16px}
    figure{margin:0}img{max-height:360px;border:1px solid #ccc;border-radius:6px}figcaption{color:#666}</style>
    <h1>Gallery</h1>${sections}`;
}

async function main(): Promise<void> {
  const examining = process.argv.includes('--axe');
  const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
  const named = process.argv.find((argument) => argument.startsWith('--look='))?.slice('--look='.length);
  const looks = LOOKS.filter(({ name }) =>
    named === undefined ? !examining || EXAMINED.has(name) : named.split(',').includes(name),
  );
  let problems = 0;
  const stories = STORIES.filter((story) => wanted.length === 0 || wanted.includes(story.name));
  await mkdir(OUT, { recursive: true });
  const server = await createServer({ server: { port: 0, host: '127.0.0.1' }, logLevel: 'error' });
  await server.listen();
  const origin = server.resolvedUrls?.local[0]?.replace(/\/$/, '') ?? '';
  const browser = await openBrowser();
  try {
    for (const look of looks) {
      const context = await browser.newContext({
        viewport: { width: look.width, height: look.height },
        colorScheme: look.theme,
        timezoneId: 'UTC',
        reducedMotion: 'reduce',
      });
      for (const story of stories) {
        // A page of its own for each: one that has shown a hundred states has no memory left.
        const page = await context.newPage();
        page.on('pageerror', (error) => process.stdout.write(`${look.name}: ${error.message}\n`));
        await page.clock.setFixedTime(NOW);
        if (examining) problems += await examine(page, origin, story, look);
        else await draw(page, origin, story, look);
        await page.close();
      }
      await context.close();
      process.stdout.write(`${look.name}: ${stories.length} states\n`);
    }
    if (examining) {
      process.stdout.write(`${problems} problems in ${stories.length * looks.length} looks\n`);
      if (problems > 0) process.exitCode = 1;
    } else {
      await writeFile(path.join(OUT, 'index.html'), indexPage());
      process.stdout.write(`${stories.length * looks.length} pictures in ${OUT}\n`);
    }
  } finally {
    await browser.close();
    await server.close();
  }
}

await main();
