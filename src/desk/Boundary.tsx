import { CircleAlert } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { reportOf } from '../session/error-report.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import styles from './Boundary.module.css';

type BoundaryProps = {
  children: ReactNode;
  /** What is drawn instead; `again` tries once more, `code` is for support. */
  instead: (again: () => void, code: string) => ReactNode;
  /** What it was drawn from: when this changes, it is tried again. */
  of?: unknown;
};

type State = { code: string | null; of: unknown };

/** Keeps a mistake in drawing something to that thing: all around it goes on. */
class Boundary extends Component<BoundaryProps, State> {
  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { code: reportOf(error, Date.now()).code };
  }

  static getDerivedStateFromProps({ of }: BoundaryProps, state: State): State | null {
    return of === state.of ? null : { code: null, of };
  }

  override state: State = { code: null, of: this.props.of };

  override render(): ReactNode {
    const { code } = this.state;
    if (code === null) return this.props.children;
    return this.props.instead(() => {
      this.setState({ code: null });
    }, code);
  }
}

/** Words in the place of something small: a message, the last words of a row. */
function InWords() {
  const { t } = useTranslation();
  return <em className={styles.words}>{t('broken.message')}</em>;
}

/** Something small that may have been written by anybody: what can't be drawn is said in words. */
export function WordsBoundary({ of, children }: { of: unknown; children: ReactNode }) {
  return (
    <Boundary of={of} instead={() => <InWords />}>
      {children}
    </Boundary>
  );
}

function InPart({ again, code }: { again: () => void; code: string }) {
  const { t } = useTranslation();
  return (
    <div className={styles.part} role="alert">
      <EmptyState
        icon={<CircleAlert size={28} strokeWidth={1.5} aria-hidden="true" />}
        title={t('broken.title')}
        actions={<Button onClick={again}>{t('broken.again')}</Button>}
      >
        <p>{t('broken.text')}</p>
        <p>
          {t('end.code')} <code>{code}</code>
        </p>
      </EmptyState>
    </div>
  );
}

/** A pane or a place: what can't be drawn says so and can be tried again, beside all that goes on. */
export function PartBoundary({ of, children }: { of?: unknown; children: ReactNode }) {
  return (
    <Boundary of={of} instead={(again, code) => <InPart again={again} code={code} />}>
      {children}
    </Boundary>
  );
}

/** Something that nobody misses: it is not drawn until `of` changes. */
export function QuietBoundary({ of, children }: { of?: unknown; children: ReactNode }) {
  return (
    <Boundary of={of} instead={() => null}>
      {children}
    </Boundary>
  );
}
