import { Contact, MapPin } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { list, number, text, textOrNull, under } from '../../base/fields.ts';
import type { Body } from '../../store/events.ts';
import { FoldedText } from './FoldedText.tsx';
import { Thing } from './Thing.tsx';

/** People with their numbers. */
export function Contacts({ body }: { body: Body }) {
  const { t } = useTranslation();
  return list(body.fields.contacts).map((contact, index) => (
    <Thing
      key={index}
      icon={<Contact size={18} aria-hidden="true" />}
      name={textOrNull(under(contact, 'name').formattedName) ?? t('body.contact')}
      note={list(under(contact).phones)
        .map((phone) => text(under(phone).phone))
        .filter((phone) => phone !== '')
        .join(', ')}
      href={null}
    />
  ));
}

/** A place on the map. */
export function Location({ body }: { body: Body }) {
  const { t } = useTranslation();
  const where = under(body.fields, 'location');
  const latitude = number(where.latitude);
  const longitude = number(where.longitude);
  const known = latitude !== null && longitude !== null;
  const details = under(body.fields, 'additionalDetails');
  const position = known ? t('body.position', { latitude, longitude }) : '';
  const name = textOrNull(details.name);
  return (
    <>
      <Thing
        icon={<MapPin size={18} aria-hidden="true" />}
        name={name ?? (known ? position : t('body.location'))}
        note={[text(details.address), name === null ? '' : position]
          .filter((part) => part !== '')
          .join(' · ')}
        href={known ? `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}` : null}
      />
      {body.text !== '' && <FoldedText value={body.text} of={body} />}
    </>
  );
}
