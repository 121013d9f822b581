import { CircleAlert } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import styles from './Boundary.module.css';

type BoundaryProps = {
  children: ReactNode;
  /** What is drawn instead; `again` tries once more, `code` is for support. */
  instead: (again: () => void, code: string | null) => ReactNode;
  /** What it was drawn from: when this changes, it is tried again. */
  of?: unknown;
};

/** `code`: null until it has been made of the error; what makes it is only fetched then. */
type State = { broken: boolean; code: string | null; of: unknown };

/** Keeps a mistake in drawing something to that thing: all around it goes on. */
class Boundary extends Component<BoundaryProps, State> {
  static getDerivedStateFromError(): Partial<State> {
    return { broken: true };
  }

  static getDerivedStateFromProps({ of }: BoundaryProps, state: State): State | null {
    return of === state.of ? null : { broken: false, code: null, of };
  }

  override state: State = { broken: false, code: null, of: this.props.of };

  override componentDidCatch(error: unknown): void {
    import('./error-report.ts').then(
      ({ reportOf }) => {
        this.setState({ code: reportOf(error, Date.now()).code });
      },
      // Without a network there is no code; the words stand all the same.
      () => undefined,
    );
  }

  override render(): ReactNode {
    const { broken, code } = this.state;
    if (!broken) return this.props.children;
    return this.props.instead(() => {
      this.setState({ broken: false, code: null });
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

function InPart({ again, code }: { again: () => void; code: string | null }) {
  const { t } = useTranslation();
  return (
    <div className={styles.part} role="alert">
      <EmptyState
        icon={<CircleAlert size={28} strokeWidth={1.5} aria-hidden="true" />}
        title={t('broken.title')}
        actions={<Button onClick={again}>{t('broken.again')}</Button>}
      >
        <p>{t('broken.text')}</p>
        {code !== null && (
          <p>
            {t('end.code')} <code>{code}</code>
          </p>
        )}
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
