import { useTranslation } from 'react-i18next';
import { text, textOrNull } from '../../base/fields.ts';
import { wordsOf } from '../../desk/message-words.ts';
import { useBodyKind } from '../../desk/use-message-words.ts';
import type { Body } from '../../store/events.ts';
import { Buttons, Carousel } from './Choices.tsx';
import { Email } from './Email.tsx';
import { FoldedText } from './FoldedText.tsx';
import { Media } from './Media.tsx';
import { Call, Receipt, Template } from './Records.tsx';
import { Link, Unknown } from './Thing.tsx';
import { Contacts, Location } from './Whereabouts.tsx';

/** Words alone, or a line that says what it is when there are none. */
function Words({ body }: { body: Body }) {
  const { t } = useTranslation();
  if (body.type === 'DELETEDNOTIFICATION') return <Unknown>{t('body.deleted')}</Unknown>;
  if (body.text !== '') return <FoldedText value={body.text} of={body} />;
  if (body.type === 'PLAIN') return <Unknown>{t('body.other')}</Unknown>;
  // What a connector brought and nobody knows is called by the name that it came with.
  const type = textOrNull(body.fields.receivedType) ?? body.type;
  return <Unknown>{t('timeline.unknownBody', { type: type.toLowerCase() })}</Unknown>;
}

/** Types that are nothing but what stands in them. */
const EMPTY_WITHOUT_WORDS: ReadonlySet<string> = new Set(['CONTACT', 'URL', 'BUTTON', 'CAROUSEL']);

/** Says what came where there is nothing in it: nobody should wonder about an empty bubble. */
function Nothing({ body }: { body: Body }) {
  const { t } = useTranslation();
  const kind = useBodyKind();
  return <Unknown>{t('body.nothing', { kind: kind(body) })}</Unknown>;
}

/** What a message says, by the type of its body; a type without a form of its own shows its words. */
export function MessageBody({ body }: { body: Body }) {
  if (EMPTY_WITHOUT_WORDS.has(body.type) && wordsOf(body) === '') return <Nothing body={body} />;
  switch (body.type) {
    case 'IMAGE':
    case 'VIDEO':
    case 'AUDIO':
    case 'FILE':
    case 'MULTIMEDIA':
    case 'STICKER':
    case 'COMMENT':
      return <Media body={body} />;
    case 'CONTACT':
      return <Contacts body={body} />;
    case 'LOCATION':
      return <Location body={body} />;
    case 'URL':
      return (
        <>
          {body.text !== '' && <FoldedText value={body.text} of={body} />}
          <Link address={text(body.fields.mediaUrl)} />
        </>
      );
    case 'BUTTON':
      return <Buttons body={body} />;
    case 'CAROUSEL':
      return <Carousel body={body} />;
    case 'EMAIL':
      return <Email body={body} />;
    case 'RECEIPT':
      return <Receipt body={body} />;
    case 'TEMPLATE':
      return <Template body={body} />;
    case 'VOICE':
      return <Call body={body} />;
    default:
      return <Words body={body} />;
  }
}
