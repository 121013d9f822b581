/** Answers have the configured texts in the reader's language: `?language=`, else `Accept-Language`. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Directory } from '../../../configuration/directory.ts';
import type { GatewayContext } from '../../shared/context.ts';
import { hidePersonal, seesPersonalData } from '../../shared/personal-data.ts';
import { inLanguage, wantedLanguages } from '../../shared/reader-language.ts';

/** The language of whoever asks; null: the default one. */
export function languageOf({ url, headers }: FastifyRequest, directory: Directory): string | null {
  const parameter = new URLSearchParams(url.split('?')[1]).get('language');
  return directory.translations.languageFor(wantedLanguages(parameter, headers));
}

/** Hides who customers are from whoever may not see it, in every answer of the scope. */
export function hideInAnswers(scope: FastifyInstance): void {
  scope.addHook('preSerialization', ({ proven, principal }, _reply, payload, done) => {
    // Nobody else is answered with anything about customers.
    done(null, !proven || seesPersonalData(principal) ? payload : hidePersonal(payload));
  });
}

/** For every route of the scope. */
export function answerInLanguage(
  scope: FastifyInstance,
  { directory }: Pick<GatewayContext, 'directory'>,
): void {
  scope.addHook('preSerialization', (request, reply, payload, done) => {
    varyByLanguage(reply);
    done(null, inLanguage(payload, languageOf(request, directory()), directory()));
  });
}

/** Tells caches that another language is another answer. */
export function varyByLanguage(reply: {
  getHeader: (name: string) => unknown;
  header: (name: string, value: string) => unknown;
}): void {
  const known = reply.getHeader('vary');
  reply.header(
    'vary',
    typeof known === 'string' && known !== '' ? `${known}, accept-language` : 'accept-language',
  );
}
