/** `/unified-admin`: what desks are set up with. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type * as z from 'zod/mini';
import { idParams } from '../../../../protocol/agent-manager/rest.ts';
import * as answers from '../../../../protocol/agent-manager/rest-services.ts';
import { ProtocolError } from '../../../../protocol/shared/errors.ts';
import { requireDesk } from '../../../identity/require-principal.ts';
import type { GatewayContext } from '../../shared/context.ts';
import { languageOf } from './answer-language.ts';
import { findForm, wireForm } from './forms.ts';

const schema = <T extends z.ZodMiniType>(summary: string, answer: T) => ({
  tags: ['unified-admin'],
  summary,
  response: { 200: answer },
});

export function unifiedAdminRoutes(instance: FastifyInstance, { directory, identity }: GatewayContext): void {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  const forDesks = { onRequest: requireDesk(identity) };

  // Desks ask before anybody has signed in (D6).
  app.get(
    '/unified-admin/agent-desk-settings',
    { schema: schema('What the desk offers; open to all', answers.deskSettings) },
    () => {
      const { desk } = directory();
      return [
        {
          isFileSharingEnabled: desk.fileSharing,
          isEmojisEnabled: desk.emoji,
          isConversationParticipantsEnabled: desk.participants,
          isMessageFormattingEnabled: desk.messageFormatting,
          isOutboundSmsSendandClose: desk.outboundSmsSendAndClose,
          isOutboundSmsEnabled: desk.outboundSms,
          isAutoAnswerEnabled: desk.autoAnswer,
          prefixCode: desk.prefixCode,
        },
      ];
    },
  );
  app.get(
    '/unified-admin/locale-setting',
    { ...forDesks, schema: schema('Languages to choose from', answers.localeSetting) },
    () => {
      const { languages } = directory().desk;
      return [{ supportedLanguages: languages, defaultLanguage: languages[0] ?? null }];
    },
  );
  app.get(
    '/unified-admin/reasons',
    { ...forDesks, schema: schema('Reasons of NOT_READY and LOGOUT', answers.reasons) },
    () => directory().reasons.map(({ id, name, type, code }) => ({ id, name, label: name, type, code })),
  );
  app.get(
    '/unified-admin/pull-mode-list',
    { ...forDesks, schema: schema('Pull lists', answers.pullLists) },
    () => directory().lists.map(({ id, name, description }) => ({ id, name, description })),
  );
  app.get('/unified-admin/forms', { ...forDesks, schema: schema('All forms', answers.forms) }, (request) =>
    directory().forms.map((form) => wireForm(form, languageOf(request, directory()))),
  );
  app.get(
    '/unified-admin/forms/:id',
    {
      ...forDesks,
      schema: {
        ...schema('One form; the id that desks have baked in gives the wrap-up form', answers.form),
        params: idParams,
      },
    },
    (request) => {
      const { params } = request;
      const form = findForm(directory(), params.id);
      if (form === undefined) throw new ProtocolError('NOT_FOUND');
      return wireForm(form, languageOf(request, directory()), params.id);
    },
  );
}
