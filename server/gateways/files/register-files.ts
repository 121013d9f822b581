/** `/file-engine`: files that agents and customers send each other, and the icons of channels. */
import multipart from '@fastify/multipart';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { fileQuery, storedFile } from '../../../protocol/agent-manager/rest.ts';
import { ProtocolError } from '../../../protocol/shared/errors.ts';
import type { ErrorCode } from '../../../protocol/shared/errors.ts';
import type { Files, StoredFile } from '../../files/files.ts';
import { deskOf } from '../../identity/require-principal.ts';
import { FileRefusal } from '../../files/file-refusal.ts';
import type { FileRefusalReason } from '../../files/file-refusal.ts';
import { KeyedLimit } from '../../http/keyed-limit.ts';
import { SessionQuota } from '../../wire/session-quota.ts';
import type { GatewayContext } from '../shared/context.ts';
import { giveFile } from './give-file.ts';
import { channelLogo } from './logos.ts';

/** Names and boundaries around a file, and the fields that desks of the family send with it (bytes). */
const ROOM_AROUND = 65_536;
/** Desks of the family send `roomInfo`; more fields than this are no form of ours. */
const MOST_FIELDS = 10;

const CODES: Record<FileRefusalReason, ErrorCode> = {
  EMPTY: 'VALIDATION',
  BROKEN: 'VALIDATION',
  TOO_LARGE: 'TOO_LARGE',
  KIND: 'FILE_NOT_ALLOWED',
  FULL: 'QUOTA_FILES',
};

export type FilesContext = GatewayContext & {
  /** What people send each other beside words. */
  readonly files: Pick<Files, 'take' | 'give' | 'remove'>;
};

/** Adds the routes. Sending needs a sign-in or a customer's session; a file goes to whoever knows its name. */
export async function registerFiles(app: FastifyInstance, context: FilesContext): Promise<void> {
  const { files, settings, directory, identity } = context;
  const uploads = new KeyedLimit(settings.filesPerMinute);
  const quota = new SessionQuota(settings.quota);
  await app.register(async (scope) => {
    await scope.register(multipart, {
      limits: { fileSize: settings.maxFileBytes + 1, files: 1, fields: MOST_FIELDS, fieldSize: ROOM_AROUND },
      throwFileSizeLimit: false,
    });
    const routes = scope.withTypeProvider<ZodTypeProvider>();

    routes.post(
      '/file-engine/api/uploadFileStream',
      {
        bodyLimit: settings.maxFileBytes + ROOM_AROUND,
        schema: {
          tags: ['file-engine'],
          summary:
            'Keeps a file (multipart, field `file`), for agents and for customers (Bearer: the session’s token); its name goes into a message’s `mediaUrl`',
          consumes: ['multipart/form-data'],
          response: { 200: storedFile },
        },
        // Who sends is known before anything is read.
        onRequest: async (request) => {
          const sender = await senderOf(request, context);
          await uploads.take(sender.key);
          // Anybody may open a chat: what comes with it is bounded as its words are.
          const announced = Number(request.headers['content-length'] ?? settings.maxFileBytes);
          if (sender.isCustomer && !quota.take(sender.key, announced, Date.now())) {
            throw new ProtocolError('RATE_LIMITED');
          }
        },
      },
      async (request) => {
        const parts = request.files();
        const first = await parts.next().catch(() => null);
        if (first === null || first.done === true) {
          throw new ProtocolError('VALIDATION', 'There is no file in the field "file".');
        }
        const stored = await take(files, first.value);
        // The rest is read to its end: what comes after the file may be broken, or another file.
        const rest = await parts.next().catch(() => null);
        if (rest?.done === true) return stored;
        await files.remove([stored.name]);
        throw new ProtocolError('VALIDATION', 'One whole file at a time.');
      },
    );

    routes.get(
      '/file-engine/api/downloadFileStream',
      {
        schema: {
          tags: ['file-engine'],
          summary: 'A file by its name, or a channel’s icon',
          querystring: fileQuery,
        },
      },
      async (request, reply) => {
        const { filename } = request.query;
        const file = await files.give(filename, request.raw);
        if (file !== null) return giveFile(reply, file);
        // What is no file's name is a question about the contact centre.
        await deskOf(identity, request);
        request.proven = true;
        const { channelTypes, channels } = directory();
        const type =
          channels.find(({ logo }) => logo === filename)?.type ??
          channelTypes.find(({ logo, name }) => logo === filename || `_${name}.svg` === filename)?.name;
        if (type === undefined) throw new ProtocolError('NOT_FOUND');
        return reply
          .header('content-security-policy', "default-src 'none'; sandbox")
          .header('x-content-type-options', 'nosniff')
          .header('cache-control', 'private, max-age=3600')
          .type('image/svg+xml')
          .send(channelLogo(type));
      },
    );
  });
}

/** Keeps a file, or refuses it by a code. */
async function take(files: FilesContext['files'], { file, filename }: MultipartFile): Promise<StoredFile> {
  try {
    return await files.take(file, filename);
  } catch (error) {
    if (error instanceof FileRefusal) throw new ProtocolError(CODES[error.reason]);
    throw error;
  }
}

/** Who sends, as the limits count it. */
type Sender = { key: string; isCustomer: boolean };

/** Names the agent or the customer's session that sends. @throws the refusals of a sign-in */
async function senderOf(
  request: FastifyRequest,
  { identity, engine, customers }: GatewayContext,
): Promise<Sender> {
  const token = /^Bearer (.+)$/iu.exec(request.headers.authorization ?? '')?.[1];
  if (token !== undefined) {
    const records = await engine.read((view) => view.records);
    const sessionId = await customers.tokens.verify(token, records);
    if (sessionId !== null) {
      request.proven = true;
      return { key: `session ${sessionId}`, isCustomer: true };
    }
  }
  const principal = await identity.authenticateRequest(request.headers);
  request.principal = principal;
  request.proven = true;
  return { key: `agent ${principal.userId}`, isCustomer: false };
}
