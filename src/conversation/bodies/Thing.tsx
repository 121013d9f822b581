import type { ReactNode } from 'react';
import { hostBehind } from '../../markdown/href.ts';
import { safeHref } from '../../../protocol/shared/safe-href.ts';
import styles from './bodies.module.css';

/** Something with a name that can be opened where its address is harmless; a name that claims another host is marked. */
export function Thing({
  icon,
  name,
  note,
  href,
}: {
  icon: ReactNode;
  name: string;
  note?: string | undefined;
  href: string | null;
}) {
  const host = href === null ? null : hostBehind(name, href);
  return (
    <span className={styles.thing}>
      {icon}
      <span className={styles.named}>
        {href === null ? (
          <bdi>{name}</bdi>
        ) : (
          <a href={href} title={href} target="_blank" rel="noopener noreferrer nofollow">
            <bdi>{name}</bdi>
          </a>
        )}
        {host !== null && (
          <code className={styles.host} dir="ltr">
            {host}
          </code>
        )}
        {note !== undefined && note !== '' && <small className={styles.note}>{note}</small>}
      </span>
    </span>
  );
}

/** An address by itself. */
export function Link({ address }: { address: string }) {
  return <Thing icon={null} name={address} href={safeHref(address)} />;
}

/** What has no words to show. */
export function Unknown({ children }: { children: ReactNode }) {
  return <em className={styles.unknown}>{children}</em>;
}

/** Names and values under each other. */
export function Facts({ facts }: { facts: readonly (readonly [string, string])[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
