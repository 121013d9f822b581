import { FileText, MapPin, Contact } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { list, number, text, textOrNull, under } from '../connection/wire.ts';
import { safeHref } from '../markdown/href.ts';
import { Markdown } from '../markdown/Markdown.tsx';
import type { Body } from '../store/events.ts';
import styles from './MessageBody.module.css';

/** From how many lines or letters on a text is folded. */
const FOLD_LINES = 20;
const FOLD_LETTERS = 1600;

function isLong(value: string): boolean {
  return value.length > FOLD_LETTERS || value.split('\n').length > FOLD_LINES;
}

function Text({ value }: { value: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  if (!isLong(value)) return <Markdown text={value} />;
  return (
    <>
      <div className={open ? undefined : styles.folded}>
        <Markdown text={value} />
      </div>
      <button
        type="button"
        className={styles.more}
        aria-expanded={open}
        onClick={() => {
          setOpen(!open);
        }}
      >
        {t(open ? 'timeline.showLess' : 'timeline.showAll')}
      </button>
    </>
  );
}

/** A thing with a name that can be opened where its address is harmless. */
function Thing({ icon, name, href }: { icon: ReactNode; name: string; href: string | null }) {
  return (
    <span className={styles.thing}>
      {icon}
      {href === null ? (
        <span>{name}</span>
      ) : (
        <a href={href} target="_blank" rel="noopener noreferrer">
          {name}
        </a>
      )}
    </span>
  );
}

function Attachment({ body }: { body: Body }) {
  const attachment = under(body.fields, 'attachment');
  const name =
    textOrNull(under(body.fields, 'additionalDetails').fileName) ??
    textOrNull(attachment.mediaName) ??
    textOrNull(body.fields.caption) ??
    body.type;
  return (
    <Thing
      icon={<FileText size={16} aria-hidden="true" />}
      name={name}
      href={safeHref(text(attachment.mediaUrl))}
    />
  );
}

function Contacts({ body }: { body: Body }) {
  return list(body.fields.contacts).map((contact, index) => (
    <Thing
      key={index}
      icon={<Contact size={16} aria-hidden="true" />}
      name={text(under(contact, 'name').formattedName)}
      href={null}
    />
  ));
}

function Location({ body }: { body: Body }) {
  const where = under(body.fields, 'location');
  const latitude = number(where.latitude);
  const longitude = number(where.longitude);
  const name = textOrNull(under(body.fields, 'additionalDetails').name);
  return (
    <Thing
      icon={<MapPin size={16} aria-hidden="true" />}
      name={name ?? `${latitude ?? '?'}, ${longitude ?? '?'}`}
      href={
        latitude === null || longitude === null
          ? null
          : `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}`
      }
    />
  );
}

function Buttons({ body }: { body: Body }) {
  return (
    <>
      {body.text !== '' && <Text value={body.text} />}
      <span className={styles.choices}>
        {list(body.fields.buttons).map((button, index) => (
          <span key={index} className={styles.choice}>
            {text(under(button).title)}
          </span>
        ))}
      </span>
    </>
  );
}

/** What a message says, by the type of its body; a type without a form of its own shows its words. */
export function MessageBody({ body }: { body: Body }) {
  const { t } = useTranslation();
  switch (body.type) {
    case 'IMAGE':
    case 'VIDEO':
    case 'AUDIO':
    case 'FILE':
    case 'MULTIMEDIA':
      return <Attachment body={body} />;
    case 'CONTACT':
      return <Contacts body={body} />;
    case 'LOCATION':
      return <Location body={body} />;
    case 'URL': {
      const address = text(body.fields.mediaUrl);
      return <Thing icon={null} name={address} href={safeHref(address)} />;
    }
    case 'BUTTON':
      return <Buttons body={body} />;
    default:
      return body.text === '' ? (
        <em className={styles.unknown}>{t('timeline.unknownBody', { type: body.type.toLowerCase() })}</em>
      ) : (
        <Text value={body.text} />
      );
  }
}
