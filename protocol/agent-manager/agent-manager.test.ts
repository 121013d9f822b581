import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { messageBody } from '../cim/body.ts';
import { incomingCimEvent } from '../cim/event.ts';
import { cimMessage } from '../cim/message.ts';
import { clientEventNamed, CLIENT_EVENTS } from './aliases.ts';
import { agentManagerEvents } from './catalog.ts';
import * as ask from './client-events.ts';
import { handshakeAuth } from './handshake.ts';
import * as pull from './pull-lists.ts';

const HERE = fileURLToPath(new URL('../fixtures', import.meta.url));
/** The published examples, where somebody has them; they are not part of this repository. */
const PUBLISHED = process.env.WIRE_FIXTURES;

type Json = Record<string, unknown>;
const read = (folder: string, file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
const files = (folder: string) => readdirSync(folder).filter((file) => file.endsWith('.json'));
/** Some examples are a whole body, some only the member `body`. */
const bodyOf = (value: unknown): unknown => (value as Json).body ?? value;

/** Which client event a file is an example of. */
const CLIENT_SCHEMAS: [RegExp, z.ZodMiniType][] = [
  [/^changeAgentState/, ask.changeAgentState],
  [/^topicSubscription/, ask.topicSubscription],
  [/^topicUnsubscription(?!-server)/, ask.topicUnsubscription],
  [/^publishCimEvent/, ask.publishCimEvent],
  [/^closeWrapup/, ask.closeWrapup],
  [/^(un)?subscribePullModeList/, pull.pullListSubscription],
  [/^joinPullModeRequest/, pull.joinPullRequest],
  [/^deletePullModeRequest/, pull.endPullRequest],
  [/^(add)?pullModeSubscribedListRequests/i, z.array(z.looseObject({ status: z.enum(pull.PULL_STATUSES) }))],
  [/^onPullModeSubscribedListRequest/, pull.pullModeEvent],
  [/^socketHandshakeAuth/, handshakeAuth],
];

function expectReadable(folder: string): void {
  for (const file of files(folder)) {
    const value = read(folder, file);
    for (const [name, schema] of CLIENT_SCHEMAS) {
      if (name.test(file)) expect(schema.safeParse(value).error?.issues ?? [], file).toEqual([]);
    }
    if (file.startsWith('onCimEvent')) {
      expect(incomingCimEvent.safeParse((value as Json).cimEvent).error?.issues ?? [], file).toEqual([]);
    }
    if (file.startsWith('onTopicData') && !file.includes('ack')) {
      const { topicEvents } = (value as { topicData: { topicEvents: unknown[] } }).topicData;
      expect(z.array(incomingCimEvent).safeParse(topicEvents).success, file).toBe(true);
    }
  }
}

function expectBodies(folder: string): void {
  for (const file of files(folder)) {
    if (/^(BotRe|ConnectorConf|MessageHeader|MessageBody|CimMessage|BOT_SUGG)/.test(file)) continue;
    const parsed = messageBody.safeParse(bodyOf(read(folder, file)));
    expect(parsed.error?.issues ?? [], file).toEqual([]);
  }
}

describe('examples', () => {
  it('of events and bodies written for this project are read', () => {
    expectReadable(join(HERE, 'cx-events'));
    expectBodies(join(HERE, 'cim'));
    expect(cimMessage.safeParse(read(join(HERE, 'cim'), 'CimMessage-reply.json')).success).toBe(true);
  });

  it.skipIf(PUBLISHED === undefined)(
    `of the published protocol are read${PUBLISHED === undefined ? ' (WIRE_FIXTURES is not set)' : ''}`,
    () => {
      expectReadable(join(PUBLISHED ?? '', 'cx-events'));
      expectBodies(join(PUBLISHED ?? '', 'cim'));
    },
  );
});

describe('the catalogue', () => {
  it('has every event once, each with a sentence and a schema that can be shown', () => {
    const names = agentManagerEvents.map(({ name, direction }) => `${direction} ${name}`);
    expect(new Set(names).size).toBe(names.length);
    for (const event of agentManagerEvents) {
      expect(event.summary, event.name).toMatch(/^[A-Z].+\.$/);
      const io = event.direction === 'toServer' ? 'input' : 'output';
      expect(() => z.toJSONSchema(event.payload, { io }), event.name).not.toThrow();
      if (event.ack) expect(() => z.toJSONSchema(event.ack!, { io: 'output' }), event.name).not.toThrow();
    }
  });

  it('lists exactly the events that are understood', () => {
    const listed = agentManagerEvents
      .filter(({ direction }) => direction === 'toServer')
      .map(({ name }) => name);
    expect(listed.toSorted()).toEqual([...CLIENT_EVENTS].toSorted());
  });

  it('understands names in any case and with the underscore of the guide', () => {
    expect(clientEventNamed('topicUnsubscription_')).toBe('topicUnsubscription');
    expect(clientEventNamed('TopicSubscription')).toBe('topicSubscription');
    expect(clientEventNamed('toString')).toBeUndefined();
  });
});

describe('what desks send', () => {
  it('a state as an object or as a word, in any case', () => {
    const asObject = ask.changeAgentState.parse({ action: 'agentState', state: { name: 'ready' } });
    const asWord = ask.changeAgentState.parse({ action: 'agentState', state: 'READY' });
    expect(asObject.state).toMatchObject({ name: 'READY' });
    expect(asWord.state).toEqual({ name: 'READY', reasonCode: null });
  });

  it('a subscription with no more than conversation and task', () => {
    expect(ask.topicSubscription.safeParse({ conversationId: 'c', taskId: 't:m' }).success).toBe(true);
    expect(ask.topicSubscription.safeParse({ taskId: 't:m' }).success).toBe(false);
  });
});
