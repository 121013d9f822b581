import { MoreHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useAsking, useDesk } from '../desk/desk-context.ts';
import { useRefusalText } from '../desk/refusal-text.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu } from '../ui/Menu.tsx';
import { rowControl } from './team-actions.ts';
import styles from './RowMenu.module.css';

/** What can be done with a row. A refusal is said beside it until it has been read. */
export function RowMenu({ id, name, children }: { id: string; name: string; children: ReactNode }) {
  const { t } = useTranslation();
  const actions = useActions();
  const at = rowControl(id);
  const asking = useAsking(at);
  const online = useDesk((state) => state.link.status === 'online');
  const refusal = useDesk((state) => state.refusals[at]);
  const refusalText = useRefusalText();
  const label = t('team.actionsFor', { name });
  return (
    <span className={styles.act}>
      {refusal !== undefined && (
        <button
          type="button"
          className={styles.refusal}
          onClick={() => {
            actions.dismissRefusal(at);
          }}
        >
          <span role="alert">{refusalText(refusal)}</span>
        </button>
      )}
      <Menu
        label={label}
        align="end"
        trigger={
          <IconButton
            label={label}
            disabled={!online}
            aria-busy={asking !== null || undefined}
            icon={<MoreHorizontal size={18} aria-hidden="true" />}
          />
        }
      >
        {children}
      </Menu>
    </span>
  );
}
