/** Finesse's words may repeat what they were asked with: passwords are taken out of what is told. */
import type { Credentials } from '../../finesse/rest.ts';
import { escapeXml } from '../../finesse/xml.ts';
import type { Refusal } from './connector-event.ts';

const STRUCK = '[redacted]';

/** @param credentials whose passwords must not be told, in whatever spelling */
export function withoutSecrets(refusal: Refusal, credentials: readonly Credentials[]): Refusal {
  const { error } = refusal;
  if (error == null) return refusal;
  const spellings = credentials.filter(({ password }) => password !== '').flatMap(spellingsOf);
  const clean = (text: string): string => spellings.reduce((left, one) => left.replaceAll(one, STRUCK), text);
  return {
    ...refusal,
    error: { type: clean(error.type), message: clean(error.message), data: clean(error.data) },
  };
}

function spellingsOf({ id, password }: Credentials): string[] {
  const encoded = [`${id}:${password}`, `\0${id}\0${password}`, password].map((text) =>
    Buffer.from(text, 'utf8').toString('base64').replace(/=+$/, ''),
  );
  return [...encoded, encodeURIComponent(password), escapeXml(password), password];
}
