/**
 * The published samples of the protocol, file by file, to a client of the version that the guide names: each one that a desk
 * sends is taken or refused with the right code, and what a desk is told has everything that its sample has.
 */
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientEventNamed } from '../../../protocol/agent-manager/aliases.ts';
import { startChat } from './testing/customer.ts';
import { Desk } from './testing/desk.ts';
import { startRig, type Rig } from './testing/rig.ts';
import { acceptChat, goReady, type Talk } from './testing/work.ts';

/** They are not part of this repository. */
const PUBLISHED = process.env.WIRE_FIXTURES;

type Json = Record<string, unknown>;

const jsonIn = (folder: string): string[] =>
  PUBLISHED === undefined
    ? []
    : readdirSync(join(PUBLISHED, folder)).flatMap((file) =>
        file.endsWith('.json') ? `${folder}/${file.slice(0, -5)}` : [],
      );
const textOf = (file: string): string => readFileSync(join(PUBLISHED ?? '', `${file}.json`), 'utf8');
const sampleOf = (file: string): unknown => JSON.parse(textOf(file));
/** The event that a file is a sample of. */
const eventOf = (file: string): string => /\/([^-]+)/.exec(file)?.[1] ?? '';

const events = ['cx-events', 'cx-events-constructed'].flatMap(jsonIn);
const bodies = ['cim', 'cim-constructed'].flatMap(jsonIn);
const isSent = (file: string) => clientEventNamed(eventOf(file)) !== undefined && !file.includes('-server');

/** What is said to samples as they are, which are about others and about conversations that are not here. */
const REFUSED: Record<string, string> = {
  consultConferenceRequest: 'CONVERSATION_NOT_FOUND',
  consultTransferRequest: 'CONVERSATION_NOT_FOUND',
  'consultTransferRequest-agent': 'CONVERSATION_NOT_FOUND',
  'directTransferRequest-agent': 'CONVERSATION_NOT_FOUND',
  consultRequest: 'QUEUE_NOT_FOUND',
  directConferenceRequest: 'QUEUE_NOT_FOUND',
  directTransferRequest: 'QUEUE_NOT_FOUND',
  // The time in this sample is a moment, and none that may be chosen.
  pauseConversation: 'VALIDATION',
  resumeConversation: 'CONVERSATION_NOT_FOUND',
  deletePullModeRequest: 'CONVERSATION_NOT_FOUND',
  'deletePullModeRequest-bareString': 'CONVERSATION_NOT_FOUND',
};

/** Bodies that an agent cannot send to a customer, or that are parts of one; all others are taken. */
const NO_MESSAGE =
  /ACTION|BotResponse-action|CimMessage$|ConnectorConfigurations|DELIVERYNOTIFICATION|MessageBody|MessageHeader|NOTIFICATION|VOICE|BOT_SUGGESTION|COMMENT/;

/** Members of samples that only older servers have, that nobody but their owner is told, or that stand for values of their own. */
const NOT_OURS =
  /(^|\.)(__v|additionalAttributes\[\]\.value|conversationData\.\w+|channelTypeCode|replyToMessageId|topicId)$|channelConnector\.|header\.channelSession|sender\.(role|participant|joiningTime|token|isActive|userCredentials|state|stateChangedOn)|keycloakUser\.(roles|realm)$|cimEvent\.data\.(suggestions|requestedMessage)$/;

describe.skipIf(PUBLISHED === undefined)(
  `the published samples${PUBLISHED === undefined ? ' (WIRE_FIXTURES is not set)' : ''}`,
  () => {
    let rig: Rig;
    let desk: Desk;
    let talk: Talk;

    beforeAll(async () => {
      rig = await startRig();
      desk = new Desk(rig.origin, { token: (await rig.signIn('agent1')).token, client: '4.4.0' });
      await desk.hear('snapshotComplete');
      await goReady(desk);
      talk = await acceptChat(rig, desk);
    });
    afterAll(async () => {
      desk.close();
      await rig.close();
    });

    it.each(events.filter(isSent))('%s is refused for the reason that holds', async (file) => {
      const task = clientEventNamed(eventOf(file));
      const code = REFUSED[file.replace(/^.*\//, '')] ?? 'FORBIDDEN';
      expect(await desk.ask(eventOf(file), sampleOf(file))).toMatchObject({ status: 'error', task, code });
    });

    it.each(bodies)('%s is told or refused as it is', async (file) => {
      const { conversationId } = talk;
      const sample = sampleOf(file) as Json;
      const body = (sample.body ?? sample) as Json;
      const id = randomUUID();
      const cimEvent = { id: randomUUID(), name: 'AGENT_MESSAGE', type: 'MESSAGE', timestamp: 0 };
      const answer = await desk.ask('publishCimEvent', {
        conversationId,
        cimEvent: { ...cimEvent, data: { id, header: {}, body } },
      });
      if (NO_MESSAGE.test(file) && !file.endsWith('-reply')) {
        const code = body.type === 'DELETEDNOTIFICATION' ? 'MESSAGE_NOT_FOUND' : 'VALIDATION';
        expect(answer).toMatchObject({ status: 'error', code });
        return;
      }
      expect(answer).toMatchObject({ status: 'ok', messageId: id });
      const echo = await desk.hear<{ cimEvent: { data: { id: string; body: Json } } }>(
        'onCimEvent',
        (one) => one.cimEvent.data.id === id,
      );
      expect(echo.cimEvent.data.body).toMatchObject(body);
    });

    it('about this agent and a conversation of theirs are done', async () => {
      const list = rig.configuration.directory.lists[0]?.id ?? '';
      const taken = await startChat(rig, 'Pull', 'Web back office');
      /** The sample with our ids where its own were. */
      const ours = (file: string): unknown => {
        let text = textOf(file);
        for (const [theirs, own] of Object.entries({
          'a13a49f4-7ec6-436b-91b0-0fd1be205799': rig.agentId('agent1'),
          '261c271a-58e6-4571-9d25-77ad26d745d6': talk.conversationId,
          '65b3acaec94e6061e70a0ef5': talk.conversationId,
          '7dcdf513-da75-4667-968b-94b8098bc689': rig.agentId('agent2'),
          '6224aa24378c960030df479f': list,
          '6305de07166ba1099d11d8e6': rig.idOf('mrds', 'CHAT'),
          '62e9360ea5311eda05b0242a': rig.idOf('reasons', 'Lunch'),
          '"1740715196"': '"60"',
          'chat-queue': 'Support',
        }))
          text = text.replaceAll(theirs, own);
        return JSON.parse(text);
      };
      const done = async (file: string, further: object = {}) => {
        const answer = await desk.ask(eventOf(file), { ...(ours(file) as Json), ...further });
        expect([file, answer]).toMatchObject([file, { status: 'ok' }]);
      };
      await done('cx-events-constructed/changeAgentState-agentState-ready');
      await done('cx-events-constructed/changeAgentState-agentMRDState');
      await done('cx-events/topicSubscription');
      await done('cx-events/publishCimEvent');
      await done('cx-events/pauseConversation');
      await done('cx-events/resumeConversation');
      await done('cx-events/consultRequest');
      await desk.hear('agentAssistanceRequestPlaced');
      await desk.ask('cancelAssistanceRequest', { conversationId: talk.conversationId });
      await done('cx-events/subscribePullModeList');
      await done('cx-events/joinPullModeRequest', { requestId: taken.conversationId });
      await done('cx-events/unsubscribePullModeList');
      await done('cx-events/topicUnsubscription');
      await desk.hear('wrapupTimerStarted');
      await done('cx-events-constructed/closeWrapup-leaveWithoutWrapup');
      await desk.hear('topicUnsubscription');
      await done('cx-events-constructed/changeAgentState-agentState-notReady');
    });

    it('of what a desk is told have no member that ours lack', () => {
      // The one who is shown first differs: a bot there, the customer here.
      const isOther = (path: string) => path.includes('participants[].participant.') || NOT_OURS.test(path);
      const told = events.filter((file) => !isSent(file) && desk.all(eventOf(file)).length > 0);
      expect(told.length).toBeGreaterThan(10);
      const lacking = told
        .filter((file) => !file.includes('onCimEvent-') && !/agentPresence-\d|onTopicData-ack/.test(file))
        .map((file) => {
          const candidates = desk.all(eventOf(file)).map((one) => {
            // Of lists we tell them all; the sample is one of them.
            const shown: unknown = Array.isArray(one) && !Array.isArray(sampleOf(file)) ? one[0] : one;
            return lacksOf(sampleOf(file), shown, '').filter((path) => !isOther(path));
          });
          return [file, candidates.toSorted((a, b) => a.length - b.length)[0]];
        });
      expect(lacking.filter(([, paths]) => paths?.length !== 0)).toEqual([]);
    });
  },
);

/** Where the sample has something and ours has not. */
function lacksOf(sample: unknown, ours: unknown, path: string): string[] {
  if (Array.isArray(sample)) {
    if (!Array.isArray(ours)) return [path];
    return ours.length === 0 || sample.length === 0 ? [] : lacksOf(sample[0], ours[0], `${path}[]`);
  }
  if (typeof sample !== 'object' || sample === null) return [];
  if (typeof ours !== 'object' || ours === null) return ours === null ? [] : [path];
  return Object.entries(sample).flatMap(([key, value]) => {
    const at = path === '' ? key : `${path}.${key}`;
    return Object.hasOwn(ours, key) ? lacksOf(value, (ours as Json)[key], at) : [at];
  });
}
