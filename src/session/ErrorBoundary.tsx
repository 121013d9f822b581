import { Component, type ReactNode } from 'react';
import { EndPage, type EndFacts } from './EndPage.tsx';
import { reportOf } from './error-report.ts';

type State = { facts: EndFacts | null };

/** Our own mistakes end in a page that says so, not in a blank one. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  static getDerivedStateFromError(error: unknown): State {
    const at = Date.now();
    return { facts: { at, ...reportOf(error, at) } };
  }

  override state: State = { facts: null };

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
