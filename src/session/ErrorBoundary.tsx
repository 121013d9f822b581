import { Component, type ReactNode } from 'react';
import { EndPage } from './EndPage.tsx';

type State = { brokenAt: number | null };

/** Our own mistakes end in a page that says so, not in a blank one. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  static getDerivedStateFromError(): State {
    return { brokenAt: Date.now() };
  }

  override state: State = { brokenAt: null };

  override render(): ReactNode {
    const { brokenAt } = this.state;
    if (brokenAt === null) return this.props.children;
    return (
      <EndPage
        end="broken"
        at={new Date(brokenAt).toLocaleTimeString()}
        onGoOn={() => {
          window.location.reload();
        }}
      />
    );
  }
}
