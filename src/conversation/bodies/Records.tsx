import { Phone, ReceiptText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { list, number, text, textOrNull, under } from '../../base/fields.ts';
import type { Body } from '../../store/events.ts';
import { useFormat } from '../../i18n/format.ts';
import { FoldedText } from './FoldedText.tsx';
import { Facts, Thing } from './Thing.tsx';

/** A call, as far as a message tells of it. */
export function Call({ body }: { body: Body }) {
  const { t } = useTranslation();
  const { fields } = body;
  return (
    <Thing
      icon={<Phone size={17} aria-hidden="true" />}
      name={t('body.call')}
      note={[text(fields.reasonCode), text(fields.leg)].filter((part) => part !== '').join(' · ')}
      href={null}
    />
  );
}

/** An order: what was bought, and the total. */
export function Receipt({ body }: { body: Body }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { fields } = body;
  const money = (value: unknown, currency: string) => {
    const amount = number(value);
    return amount === null ? '' : `${format.number(amount)} ${currency}`.trim();
  };
  const currency = text(fields.currency);
  const items = list(fields.elements).map((element): [string, string] => {
    const item = under(element);
    const pieces = number(item.quantity) ?? 1;
    const name = [text(item.title), textOrNull(item.subtitle)].filter((part) => part !== null).join(', ');
    return [
      pieces === 1 ? name : `${format.number(pieces)} × ${name}`,
      money(item.price, text(item.currency, currency)),
    ];
  });
  const total = money(under(fields, 'summary').totalCost, currency);
  return (
    <>
      <Thing
        icon={<ReceiptText size={17} aria-hidden="true" />}
        name={t('body.receipt', { number: text(fields.orderNumber) })}
        note={text(fields.merchantName)}
        href={null}
      />
      <Facts facts={[...items, ...(total === '' ? [] : [[t('body.total'), total] as const])]} />
      {body.text !== '' && <FoldedText value={body.text} of={body} />}
    </>
  );
}

/** A message that a channel makes from a template: its name, and what was put in. */
export function Template({ body }: { body: Body }) {
  const { t } = useTranslation();
  const values = list(body.fields.components).flatMap((component) =>
    list(under(component).parameters).flatMap((parameter) => {
      const value = textOrNull(under(parameter, 'additionalParameterDetails').text);
      return value === null ? [] : [value];
    }),
  );
  return (
    <>
      <Thing icon={null} name={t('body.template', { name: text(body.fields.name) })} href={null} />
      {values.length > 0 && <FoldedText value={values.join('\n')} of={body} />}
      {body.text !== '' && <FoldedText value={body.text} of={body} />}
    </>
  );
}
