import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as Core from '../core/decide.ts';
import { storyteller, writeAs } from '../testing/stories.ts';
import { openTestEngine } from '../testing/test-engine.ts';
import type { TestEngine } from '../testing/test-engine.ts';

vi.mock('../core/decide.ts', async (original) => {
  const core = await original<typeof Core>();
  return {
    ...core,
    decide: (...[world, command, now]: Parameters<typeof core.decide>) => {
      const decision = core.decide(world, command, now);
      // Breaks off when the world has been changed already: the worst moment.
      if (command.type === 'message.send' && command.messageId === 'breaks') throw new Error('a defect');
      return decision;
    },
  };
});

describe('a command that breaks the core', () => {
  let test: TestEngine;
  beforeEach(async () => {
    test = await openTestEngine();
  });
  afterEach(() => test.close());

  it('fails alone: what came before it is kept, what comes after it finds a sound world', async () => {
    const { engine } = test;
    await storyteller(engine).begin();
    const results = await Promise.allSettled(
      ['m1', 'breaks', 'm2'].map((messageId) => writeAs(engine, messageId, 'hello')),
    );
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const messages = await engine.read(({ world }) => world.state.conversations.c1?.messages);
    expect(Object.keys(messages ?? {})).toEqual(['m1', 'm2']);
  });
});
