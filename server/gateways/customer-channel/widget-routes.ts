import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { FormAttribute, WidgetConfig, WidgetForm } from '../../../protocol/customer-channel/widget.ts';
import { CUSTOMER_ERRORS } from '../../../protocol/customer-channel/errors.ts';
import { ProtocolError } from '../../../protocol/shared/errors.ts';
import { textIn, type LocalizedText } from '../../../protocol/shared/localized-text.ts';
import type { Directory, DirectoryChannel, DirectoryForm } from '../../configuration/directory.ts';
import { VALUE_TYPES } from '../shared/form-fields.ts';
import { lookup } from '../../core/lookup.ts';
import { rule } from '../../core/rules.ts';
import type { State } from '../../core/state.ts';
import type { GatewayContext } from '../shared/context.ts';
import { wantedLanguages } from '../shared/reader-language.ts';
import { mayUse } from './page-origins.ts';

type Id = { Params: { id: string } };
/** It may be given more than once, or as something else. */
type Language = { Querystring: { language?: unknown } };
type Asking = Pick<FastifyRequest<Language>, 'headers' | 'query'>;

/**
 * What a page asks for before it connects: how the chat looks and what it asks. Open to everybody, because it is
 * what a customer sees anyway, and to every page that may show the widget; the forms of agents are not among it.
 */
export function useWidgetRoutes(app: FastifyInstance, context: GatewayContext): void {
  const schema = { tags: ['customer-channel'] };

  /** @throws CHANNEL_NOT_FOUND, or FORBIDDEN for a page that may not show the channel. */
  async function configFor(
    channel: DirectoryChannel | undefined,
    { headers, query }: Asking,
  ): Promise<WidgetConfig> {
    if (channel === undefined) throw new ProtocolError('CHANNEL_NOT_FOUND');
    if (!mayUse(channel.origins, headers, (asked) => context.identity.origins().isOwn(asked))) {
      throw new ProtocolError('FORBIDDEN', CUSTOMER_ERRORS.ORIGIN_NOT_ALLOWED.msg);
    }
    const rules = await context.engine.read(({ world }) => rulesOf(world.state, channel.id));
    return widgetConfig(channel, rules, wantedLanguages(query.language, headers));
  }

  app.get<Id & Language>(
    '/ccm/widget-configs/:id',
    { schema: { ...schema, summary: 'How the chat of a web channel looks, by name or service identifier' } },
    async (request, reply) => {
      // Also a refusal must be readable to the page that asked.
      void open(reply);
      return configFor(findChannel(context.directory(), request.params.id), request);
    },
  );
  app.get<Language>(
    '/ccm/default-widget-config',
    { schema: { ...schema, summary: 'The same for whoever names no channel: the first web channel' } },
    async (request, reply) => {
      void open(reply);
      return configFor(
        context.directory().channels.find(({ type }) => type === 'WEB'),
        request,
      );
    },
  );
  for (const path of ['/forms/:id', '/ccm/forms/:id']) {
    app.get<Id & Language>(
      path,
      { schema: { ...schema, summary: 'What a customer is asked before the chat' } },
      (request, reply) => {
        void open(reply);
        const form = context.directory().form(request.params.id);
        if (form?.localized.kind !== 'PRE_CHAT') throw new ProtocolError('NOT_FOUND');
        const languages = wantedLanguages(request.query.language, request.headers);
        void reply.send(widgetForm(form.id, form.localized, languages));
      },
    );
  }
}

function open<R extends { header: (name: string, value: string) => R }>(reply: R): R {
  return reply
    .header('access-control-allow-origin', '*')
    .header('cross-origin-resource-policy', 'cross-origin')
    .header('cache-control', 'no-cache')
    .header('vary', 'accept-language');
}

function findChannel(directory: Directory, id: string): DirectoryChannel | undefined {
  const channel =
    directory.channelByServiceIdentifier(id) ?? directory.channels.find(({ name }) => name === id);
  return channel?.type === 'WEB' ? channel : undefined;
}

type ChannelRules = { maxTextLength: number; customerReconnectMs: number };

function rulesOf({ config }: State, channelId: string): ChannelRules {
  const entry = lookup(config.channels, channelId)?.entry;
  const queueId = entry?.kind === 'QUEUE' ? entry.queueId : null;
  const scope = { queueId: null, mrdId: null, channelId };
  return {
    // The queue's own limit holds for the agents' texts; a customer's is the channel's (core/message.ts).
    maxTextLength: rule(config, 'maxTextLength', scope),
    customerReconnectMs: rule(config, 'customerReconnectMs', { ...scope, queueId }),
  };
}

function widgetConfig(
  channel: DirectoryChannel,
  rules: ChannelRules,
  wanted: readonly string[],
): WidgetConfig {
  const { widget } = channel;
  const languages = [...wanted, widget.language];
  return {
    widgetIdentifier: channel.name,
    serviceIdentifier: channel.serviceIdentifier,
    title: textIn(widget.title, languages),
    subTitle: textIn(widget.subtitle, languages),
    welcome: textIn(widget.welcome, languages),
    texts: { title: widget.title, subTitle: widget.subtitle, welcome: widget.welcome },
    theme: widget.theme,
    language: { code: widget.language },
    form: channel.preChatFormId,
    customerReconnectTime: rules.customerReconnectMs / 1000,
    maxTextLength: rules.maxTextLength,
    enableEmoji: widget.emoji,
    enableFileTransfer: widget.fileTransfer,
    enableFontResize: widget.fontResize,
    enableDynamicLink: widget.dynamicLink,
    enableDownloadTranscript: widget.downloadTranscript,
    enableRating: widget.rating,
  };
}

type PreChatForm = Extract<DirectoryForm['localized'], { kind: 'PRE_CHAT' }>;

function widgetForm(id: string, form: PreChatForm, languages: readonly string[]): WidgetForm {
  const read = (text: LocalizedText): string => textIn(text, languages);
  return {
    id,
    formTitle: read(form.name),
    formDescription: read(form.description),
    texts: { formTitle: form.name, formDescription: form.description },
    attributes: form.fields.map(({ key, label, helpText, required, type, options }): FormAttribute => ({
      key,
      label: read(label),
      helpText: read(helpText),
      texts: { label, helpText },
      isRequired: required,
      attributeType: type === 'OPTIONS' ? 'OPTIONS' : 'INPUT',
      valueType: VALUE_TYPES[type],
      categoryOptions:
        type === 'OPTIONS'
          ? {
              isMultipleChoice: false,
              categories: [{ categoryName: read(label), values: options.map(read), labels: options }],
            }
          : null,
    })),
  };
}
