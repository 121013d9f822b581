import { Component, type ReactNode } from 'react';
import { EndPage, type EndFacts } from './EndPage.tsx';

type State = { facts: EndFacts | null };

/** Our own mistakes end in a page that says so, not in a blank one. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  static getDerivedStateFromError(): State {
    return { facts: { at: Date.now() } };
  }

  override state: State = { facts: null };

  override componentDidCatch(error: unknown): void {
    import('../../desk/error-report.ts').then(
      ({ reportOf }) => {
        const at = Date.now();
        this.setState({ facts: { at, ...reportOf(error, at) } });
      },
      // Without a network there is no report; the page stands all the same.
      () => undefined,
    );
  }

  override render(): ReactNode {
    const { facts } = this.state;
    if (facts === null) return this.props.children;
    return (
      <EndPage
        end="broken"
        facts={facts}
        onGoOn={() => {
          window.location.reload();
        }}
      />
    );
  }
}
