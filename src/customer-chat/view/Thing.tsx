/** @jsxImportSource preact */
import type { VNode } from 'preact';
import type { ChatMessage, Thing as Carried } from '../../../packages/customer-client/state.ts';
import { useChat } from './context.ts';
import { Icon } from './Icon.tsx';
import { Link } from './Markdown.tsx';

/** What a message carries besides its words: a place, people's cards, a link, a file. */
export function Thing({ thing, message }: { thing: Carried; message: ChatMessage }): VNode {
  const { t } = useChat().speech;
  switch (thing.kind) {
    case 'place': {
      const name = thing.name || thing.address || t('place');
      return (
        <div class="thing">
          <Icon name="pin" />
          <p dir="auto">
            <Link href={thing.href} said={name}>
              <bdi>{name}</bdi>
              <span class="hidden"> ({t('opensNewWindow')})</span>
            </Link>
            {thing.address !== '' && thing.address !== name && <small>{thing.address}</small>}
            <small dir="ltr">{thing.position}</small>
          </p>
        </div>
      );
    }
    case 'people':
      return (
        <>
          {thing.people.map(({ name, company, ways }, index) => (
            <div key={index} class="thing">
              <Icon name="person" />
              <p dir="auto">
                <strong>{name}</strong>
                {company !== '' && <small>{company}</small>}
                {ways.map(({ words, href }) => (
                  <span key={words} class="way" dir="ltr">
                    {href === null ? words : <a href={href}>{words}</a>}
                  </span>
                ))}
              </p>
            </div>
          ))}
        </>
      );
    case 'link': {
      const said = message.text === '' ? thing.href : message.text;
      return (
        <div class="thing">
          <Icon name="open" />
          <p dir="auto">
            <Link href={thing.href} said={said}>
              <bdi>{said}</bdi>
              <span class="hidden"> ({t('opensNewWindow')})</span>
            </Link>
          </p>
        </div>
      );
    }
    case 'file': {
      const name = thing.name || t(thing.sound ? 'voiceMessage' : 'file');
      if (thing.sound) {
        return (
          // Nobody has written down what is said in it.
          <audio class="sound" controls preload="none" src={thing.href} aria-label={t('voiceMessage')}>
            <track kind="captions" />
          </audio>
        );
      }
      return (
        <div class="thing">
          <Icon name="save" />
          <p dir="auto">
            <Link href={thing.href} said={name}>
              <bdi>{name}</bdi>
              <span class="hidden"> ({t('opensNewWindow')})</span>
            </Link>
          </p>
        </div>
      );
    }
  }
}
