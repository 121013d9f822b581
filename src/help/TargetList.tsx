import { Inbox } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../ui/Avatar.tsx';
import type { HelpTarget } from './help-targets.ts';
import styles from './HelpPanel.module.css';
import type { Help } from './use-help.ts';

/** The id of a choice in the list. */
export function targetId(listId: string, { kind, id }: HelpTarget): string {
  return `${listId}-${kind}-${id}`;
}

/** Queues and people, with who is free now. The keys stay in the field above. */
export function TargetList({
  id,
  help,
  nameOf,
}: {
  id: string;
  help: Help;
  nameOf: (target: HelpTarget) => string;
}) {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  const { found, active, loading } = help;
  const activeId = active === undefined ? null : targetId(id, active);
  useEffect(() => {
    if (activeId === null) return;
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);
  if (found.length === 0) {
    return (
      <p id={id} className={styles.nobody} role="status">
        {t(loading ? 'help.loading' : 'help.nobody')}
      </p>
    );
  }
  return (
    <ul ref={list} id={id} className={styles.list} role="listbox" aria-label={t('help.find')}>
      {found.map((target) => (
        <li
          key={targetId(id, target)}
          id={targetId(id, target)}
          className={styles.target}
          role="option"
          aria-selected={target === active}
          onPointerDown={(event) => {
            // The focus stays in the field.
            event.preventDefault();
            help.point(target);
          }}
        >
          <span className={styles.face}>
            {target.kind === 'queue' ? (
              <Inbox size={16} aria-hidden="true" />
            ) : (
              <Avatar name={target.name} size="small" />
            )}
          </span>
          <span className={styles.name}>
            <bdi>{nameOf(target)}</bdi>
          </span>
          <span className={styles.free} data-free={target.kind === 'agent' || target.free > 0 || undefined}>
            {target.kind === 'agent' ? t('help.free') : t('help.freeCount', { count: target.free })}
          </span>
        </li>
      ))}
    </ul>
  );
}
