import { Plus, Tag } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsking, useDesk } from '../desk/desk-context.ts';
import { useLabels, type Label } from '../desk/labels.ts';
import { useSlice } from '../desk/use-slice.ts';
import { useFormat } from '../i18n/format.ts';
import type { Customer } from '../store/events.ts';
import { may } from '../store/selectors.ts';
import { Checkbox } from '../ui/Checkbox.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Popover } from '../ui/Popover.tsx';
import styles from './CustomerCard.module.css';
import { customerActions, customerControl } from './customer-actions.ts';

function Chip({ label }: { label: Label }) {
  const { t } = useTranslation();
  const priority = useFormat().number(label.priority);
  return (
    <li className={styles.label}>
      <Tag size={12} aria-hidden="true" color={label.color} />
      <bdi>{label.name}</bdi>
      {label.priority > 1 && (
        <span className={styles.priority} title={t('customer.labelPriority', { priority })}>
          {priority}
        </span>
      )}
    </li>
  );
}

/** What the customer is known as among agents, and who of them may change it. */
export function CustomerLabels({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const { setLabels } = useSlice(customerActions);
  const mayAssign = useDesk((state) => may(state, 'customer-labels/assign_label'));
  const asking = useAsking(customerControl(customer.id)) !== null;
  const [open, setOpen] = useState(false);
  const own = customer.labels ?? [];
  const all = useLabels(own);
  if (all === null || all.length === 0 || (own.length === 0 && !mayAssign)) return null;
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{t('customer.labels')}</h3>
      <div className={styles.labels}>
        <ul className={styles.chips}>
          {all
            .filter(({ id }) => own.includes(id))
            .map((label) => (
              <Chip key={label.id} label={label} />
            ))}
        </ul>
        {mayAssign && (
          <Popover
            open={open}
            onOpenChange={setOpen}
            label={t('customer.labels')}
            trigger={
              <IconButton className={styles.add} label={t('customer.labelsEdit')} icon={<Plus size={15} />} />
            }
          >
            <div className={styles.choose}>
              {all.map((label) => (
                <Checkbox
                  key={label.id}
                  label={label.name}
                  checked={own.includes(label.id)}
                  disabled={asking}
                  onChange={(on) => {
                    const rest = own.filter((id) => id !== label.id);
                    void setLabels(customer.id, on ? [...rest, label.id] : rest);
                  }}
                />
              ))}
            </div>
          </Popover>
        )}
      </div>
    </section>
  );
}
