/**
 * What the messages on the pipe say. They are JSON; whoever receives one that is not as described here, that is of
 * another tenant or of another version drops it.
 */
import * as z from 'zod/mini';
import type { Command } from '../../core/commands.ts';
import type { DomainEvent, Signal } from '../../core/events.ts';
import type { Rejection } from '../../core/rejections.ts';
import { VOCABULARY_VERSION } from '../../core/vocabulary.ts';
import type { Content } from '../contract.ts';
import type { PresenceCommand } from '../presence-source.ts';

/** The form of the messages, and of the events and commands in them. */
export const PIPE_VERSION = `1.${VOCABULARY_VERSION}`;

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
/** Made by the other end from our own types, and too large to be looked through for every message. */
const trusted = <T>() => z.custom<T>(isObject);
const whole = z.int().check(z.nonnegative());
const name = z.string().check(z.minLength(1), z.maxLength(200));

/** A turn as it is published: the most frequent message by far, which is looked at without a schema. */
export type PublishedTurn = {
  /** Dense over the turns that this owner has published, from 1. */
  number: number;
  /** Sequence of the last event before the turn. */
  after: number;
  /** Id of the command. */
  cause: string;
  /** Empty when the turn has only signals, or changed nothing. */
  events: DomainEvent[];
  signals: Signal[];
  content: Content;
  /** The time of the turn, epoch ms. */
  now: number;
};

const isWhole = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const areObjects = (values: unknown): boolean => Array.isArray(values) && values.every(isObject);

function isPublishedTurn(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { number, after, cause, events, signals, content, now } = value as Partial<PublishedTurn>;
  return (
    isWhole(number) &&
    isWhole(after) &&
    typeof cause === 'string' &&
    areObjects(events) &&
    areObjects(signals) &&
    isObject(content) &&
    Number.isFinite(now)
  );
}

const publishedTurn = z.custom<PublishedTurn>(isPublishedTurn);

/** What is known of a command that a follower has sent. */
const settlement = z.discriminatedUnion('as', [
  /** It has happened: these events and signals were published, the last event has `seq`. */
  z.object({
    as: z.literal('accepted'),
    seq: whole,
    events: z.array(trusted<DomainEvent>()),
    signals: z.array(trusted<Signal>()),
  }),
  /** The core has refused it, in the state after event `seq`. */
  z.object({ as: z.literal('refused'), seq: whole, rejection: trusted<Rejection>() }),
  /** The owner could not carry it out, or does not know whether it has. */
  z.object({
    as: z.literal('failed'),
    error: z.enum(['closed', 'late', 'commit-failed', 'store-unavailable', 'overloaded', 'unknown']),
  }),
  /** Something else than a command, and it was taken in. */
  z.object({ as: z.literal('noted') }),
]);

/** Which connections a follower holds; null: it has no gateways with connections of this kind. */
const connections = z.object({
  /** Agent id and sign-in. */
  agents: z.nullable(z.array(z.tuple([z.string(), z.string()]))),
  sessions: z.nullable(z.array(z.string())),
});

const request = z.discriminatedUnion('ask', [
  z.object({
    ask: z.literal('submit'),
    /** Dense over the requests of this follower. */
    n: whole,
    /** The follower waits until then (owner's time); afterwards the command must not happen any more. */
    until: z.number(),
    command: trusted<Command>(),
    content: trusted<Content>(),
    /** Whether the follower holds the connection that this command is about. */
    held: z.boolean(),
  }),
  /** A connection has come or gone; `held`: the follower holds it now. */
  z.object({
    ask: z.literal('presence'),
    n: whole,
    until: z.number(),
    command: trusted<PresenceCommand>(),
    held: z.boolean(),
  }),
  /** All connections of the follower; `compare`: the core shall be brought in step with them. */
  z.object({ ask: z.literal('connections'), n: whole, until: z.number(), connections, compare: z.boolean() }),
]);

const fromOwner = z.discriminatedUnion('kind', [
  /** What has happened, to everybody; to one follower when it has asked for what it missed. */
  z.object({ kind: z.literal('turns'), term: whole, now: z.number(), turns: z.array(publishedTurn) }),
  /** How far the owner is. It is sent again and again, so that a lost end is noticed. */
  z.object({ kind: z.literal('pulse'), term: whole, now: z.number(), number: whole, seq: whole }),
  /** Answers `join`: the follower is known now; turn `number` ended with event `seq`. */
  z.object({
    kind: z.literal('welcome'),
    term: whole,
    now: z.number(),
    join: name,
    number: whole,
    seq: whole,
  }),
  /** Answers a request that no published turn answers, or one that was repeated. */
  z.object({ kind: z.literal('settled'), term: whole, now: z.number(), n: whole, settlement }),
  /** Answers `missing`: the turns after `after` are not kept any more; the journal has them. */
  z.object({ kind: z.literal('gone'), term: whole, now: z.number(), after: whole }),
  /** The owner does not know this follower (any more): it has to join. */
  z.object({ kind: z.literal('stranger'), term: whole, now: z.number() }),
]);

const fromFollower = z.discriminatedUnion('kind', [
  /** The first message to an owner, and the one after something was lost for good. */
  z.object({ kind: z.literal('join'), follower: name, join: name }),
  /** What has to be done, in the order of `n`; requests before `floor` are settled or given up. */
  z.object({
    kind: z.literal('requests'),
    follower: name,
    term: whole,
    floor: whole,
    requests: z.array(request),
  }),
  /** Turns after number `after` have not arrived. */
  z.object({ kind: z.literal('missing'), follower: name, term: whole, after: whole }),
  /** The follower is there. */
  z.object({ kind: z.literal('alive'), follower: name, term: whole, floor: whole }),
  /** It ends; its connections are gone. */
  z.object({ kind: z.literal('leave'), follower: name }),
]);

export type Settlement = z.infer<typeof settlement>;
export type Connections = z.infer<typeof connections>;
export type FollowerRequest = z.infer<typeof request>;
export type OwnerMessage = z.infer<typeof fromOwner>;
export type FollowerMessage = z.infer<typeof fromFollower>;

/** A message as text. */
export function encode(tenant: string, message: OwnerMessage | FollowerMessage): string {
  return JSON.stringify({ v: PIPE_VERSION, tenant, body: message });
}

/** `turns` of texts that are JSON already: each turn is serialised once, however many followers there are. */
export function encodeTurns(tenant: string, term: number, now: number, turns: readonly string[]): string {
  const head = JSON.stringify({ v: PIPE_VERSION, tenant }).slice(0, -1);
  return `${head},"body":{"kind":"turns","term":${term},"now":${now},"turns":[${turns.join(',')}]}}`;
}

/** `requests` of texts that are JSON already: they are sent again as they were made. */
export function encodeRequests(
  tenant: string,
  place: { follower: string; term: number; floor: number },
  requests: readonly string[],
): string {
  const head = JSON.stringify({ v: PIPE_VERSION, tenant }).slice(0, -1);
  const inner = JSON.stringify({ kind: 'requests', ...place }).slice(0, -1);
  return `${head},"body":${inner},"requests":[${requests.join(',')}]}}`;
}

/** What the owner says, null when it is nothing that this program understands. */
export function decodeFromOwner(tenant: string, text: string): OwnerMessage | null {
  return decode(fromOwner, tenant, text);
}

/** What a follower says, null when it is nothing that this program understands. */
export function decodeFromFollower(tenant: string, text: string): FollowerMessage | null {
  return decode(fromFollower, tenant, text);
}

function decode<S extends z.ZodMiniType>(schema: S, tenant: string, text: string): z.output<S> | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(value)) return null;
  const outer = value as { v?: unknown; tenant?: unknown; body?: unknown };
  if (outer.v !== PIPE_VERSION || outer.tenant !== tenant) return null;
  const inner = schema.safeParse(outer.body);
  return inner.success ? inner.data : null;
}
