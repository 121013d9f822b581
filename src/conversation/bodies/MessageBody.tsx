import { useTranslation } from 'react-i18next';
import { text } from '../../connection/wire.ts';
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
  return <Unknown>{t('timeline.unknownBody', { type: body.type.toLowerCase() })}</Unknown>;
}

/** What a message says, by the type of its body (cx-protocol §7.2); a type without a form of its own shows its words. */
export function MessageBody({ body }: { body: Body }) {
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
