/** `GET /api/customer/transcript/{id}/{type}`: what was said in a chat that is over. */
import type { FastifyInstance } from 'fastify';
import { ProtocolError } from '../../../../protocol/shared/errors.ts';
import { KeyedLimit } from '../../../http/keyed-limit.ts';
import type { ChatContext } from '../chat-context.ts';
import { pastConversation } from '../past-conversation.ts';
import { enteredBy } from '../people.ts';
import { hasEnded } from '../refuse.ts';
import { useRestRefusals } from '../rest-refusals.ts';
import { mailTranscript, requireAddress } from './transcript-mail.ts';
import { transcriptPdf } from './transcript-pdf.ts';

/** How often a transcript is made at the same time: each costs time of the one thread. */
const AT_ONCE = 2;
const MOST_WAITING = 20;
/** E-mails per minute about one chat: whoever knows it must not fill its customer's mailbox. */
const MAILS_PER_MINUTE = 2;

/** Whoever knows a chat's id gets its transcript: also an agent, so that no name stands in it where one must not see it. */
function allSeeCustomers({ directory }: ChatContext): boolean {
  return directory().users.every(
    (user) =>
      !user.roles.some((role) => role === 'agent' || role === 'supervisor') ||
      user.permittedResources.some(({ name, scopes }) => name === 'customer' && scopes.includes('view_pii')),
  );
}

export async function useTranscriptRoutes(app: FastifyInstance, context: ChatContext): Promise<void> {
  const mails = new KeyedLimit(MAILS_PER_MINUTE);
  let waiting = 0;
  const running = new Set<Promise<unknown>>();
  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (waiting >= MOST_WAITING) throw new ProtocolError('OVERLOADED');
    waiting += 1;
    try {
      while (running.size >= AT_ONCE) await Promise.race(running);
    } finally {
      waiting -= 1;
    }
    const going = work();
    const settled = going.catch(() => {});
    running.add(settled);
    return going.finally(() => running.delete(settled));
  }
  await app.register((scope, _options, done) => {
    useRestRefusals(scope);
    scope.get<{ Params: { id: string; type: string } }>(
      '/api/customer/transcript/:id/:type',
      {
        schema: {
          tags: ['chat-solution'],
          summary: 'The transcript of a chat that is over: pdf, or email where there is a mail server',
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        // Pages of the family write it in either case.
        const type = request.params.type.toLowerCase();
        if (type !== 'pdf' && type !== 'email') throw new ProtocolError('NOT_FOUND');
        await context.histories.take(`transcript ${id}`);
        if (!(await hasEnded(context, id))) throw new ProtocolError('CONVERSATION_NOT_FOUND');
        const { mail } = context.settings;
        if (type === 'email' && mail === null)
          throw new ProtocolError('UNAVAILABLE', 'There is no mail server.');
        const { messages, cast, session } = await pastConversation(context, id, allSeeCustomers(context));
        const makePdf = (): Promise<Buffer> => transcriptPdf(cast.customerName, messages);
        if (type === 'email' && mail !== null) {
          const to = requireAddress(enteredBy(session).email);
          await mails.take(id);
          await inTurn(async () => mailTranscript(mail, to, await makePdf(), context.logger));
          return reply.header('cache-control', 'no-store').code(200).send();
        }
        const pdf = await inTurn(makePdf);
        return reply
          .type('application/pdf')
          .header('content-disposition', 'attachment; filename="transcript.pdf"')
          .header('cache-control', 'no-store')
          .send(pdf);
      },
    );
    done();
  });
}
