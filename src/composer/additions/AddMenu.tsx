import { AudioLines, Contact, Link2, ListChecks, MapPin, Plus, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import styles from '../EmojiButton.module.css';
import type { Addition } from './addition.ts';
import { deferredAddition } from './deferred-addition.ts';

const ICONS: Readonly<Record<Addition, LucideIcon>> = {
  choices: ListChecks,
  link: Link2,
  location: MapPin,
  contact: Contact,
  voice: AudioLines,
};

/** What can be sent besides words; the form of what is chosen takes the place of the field. */
export function AddMenu({
  offered,
  onChoose,
}: {
  offered: readonly Addition[];
  onChoose: (kind: Addition) => void;
}) {
  const { t } = useTranslation();
  const fetchForms = () => {
    deferredAddition.load().catch(() => undefined);
  };
  return (
    <Menu
      label={t('composer.add.open')}
      align="end"
      trigger={
        <IconButton
          className={styles.button}
          label={t('composer.add.open')}
          icon={<Plus size={18} />}
          data-add
          onPointerEnter={fetchForms}
          onFocus={fetchForms}
        />
      }
    >
      {offered.map((kind) => {
        const Icon = ICONS[kind];
        return (
          <MenuItem
            key={kind}
            icon={<Icon size={16} aria-hidden="true" />}
            onSelect={() => {
              onChoose(kind);
            }}
          >
            {t(`composer.add.kind.${kind}`)}
          </MenuItem>
        );
      })}
    </Menu>
  );
}
