import { test as base } from '@playwright/test';
import { startServer, type RunningServer, type StorySettings } from './server.ts';

/** Whatever a story began and must not leave behind: a server, a site, a socket. */
type Closable = { close: () => unknown };

/** Closes `each` after the story, also when the story fails; gives it back, so that it can be kept where it begins. */
export type Keep = <Each extends Closable>(each: Each) => Each;

/**
 * A story. Every browser that it opened is closed after it, and then what it kept, the last first: nobody is
 * connected any more to what ends.
 */
export const test = base.extend<{ kept: Keep }>({
  kept: [
    async ({ browser }, use) => {
      const opened: Closable[] = [];
      await use((each) => {
        opened.push(each);
        return each;
      });
      await Promise.all(browser.contexts().map((context) => context.close()));
      for (const each of opened.reverse()) await each.close();
    },
    { auto: true },
  ],
});

/** A server that a file of stories has; what it says and does is there as soon as a story or its hooks run. */
export type ServerOfStories = Pick<RunningServer, 'url' | 'kill' | 'start'>;

/** One server for all stories of a file: started before the first, closed after the last. */
export function serverOfStories(
  settings: StorySettings = {},
  users: readonly object[] = [],
): ServerOfStories {
  let running: RunningServer | undefined;
  test.beforeAll(async () => {
    running = await startServer(settings, users);
  });
  test.afterAll(() => running?.close());
  return onceStarted(() => running);
}

/** A server for each story of a file, which begins with empty data: for stories that must not see each other. */
export function serverOfEachStory(settings: StorySettings = {}): ServerOfStories {
  let running: RunningServer | undefined;
  test.beforeEach(async ({ kept }) => {
    running = kept(await startServer(settings));
  });
  return onceStarted(() => running);
}

function onceStarted(find: () => RunningServer | undefined): ServerOfStories {
  const started = (): RunningServer => {
    const running = find();
    if (!running) throw new Error('The server runs within stories and their hooks alone.');
    return running;
  };
  return {
    get url() {
      return started().url;
    },
    kill: () => started().kill(),
    start: () => started().start(),
  };
}
