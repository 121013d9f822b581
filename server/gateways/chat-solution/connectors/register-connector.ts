/** A connector says which channel's messages it carries. */
import * as ask from '../../../../protocol/chat-solution/requests.ts';
import { ProtocolError } from '../../../../protocol/shared/errors.ts';
import type { ChatContext } from '../chat-context.ts';
import { parse } from '../parse.ts';
import { requireKey, requireKind, type Afterwards, type Visitor } from '../visitor.ts';

export async function registerConnector(
  context: ChatContext,
  visitor: Visitor,
  payload: unknown,
): Promise<Afterwards> {
  requireKind(visitor, 'CONNECTOR');
  requireKey(context, visitor);
  const { channel } = parse(ask.registerConnector, payload);
  if (visitor.connects !== null && visitor.connects !== channel)
    throw new ProtocolError('FORBIDDEN', 'This socket carries another channel.');
  visitor.kind = 'CONNECTOR';
  visitor.connects = channel;
  context.external.add(channel, visitor);
  return Promise.resolve(undefined);
}
