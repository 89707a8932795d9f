/** Catches what a screen throws while it is drawn: the frame stays, the person is told, nothing of the book is lost. */
import { Button } from '@mantine/core';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { useWords } from '../locales/words';

interface Props {
  /** Another place clears the error. */
  place: string;
  children: ReactNode;
}

function BrokenScreen() {
  const { say } = useWords();
  return (
    <div className="empty" role="alert">
      <p className="empty-title">{say('window.brokenScreen')}</p>
      <p className="empty-text">{say('window.brokenScreenWhat')}</p>
      <div className="empty-actions">
        <Button variant="filled" onClick={() => location.reload()}>
          {say('window.reload')}
        </Button>
      </div>
    </div>
  );
}

export class ErrorBoundary extends Component<Props, { brokenAt: string | null }> {
  override state = { brokenAt: null };

  static getDerivedStateFromError() {
    return { brokenAt: '' };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo) {
    console.error(error, info.componentStack);
  }

  override componentDidUpdate(before: Props) {
    if (before.place !== this.props.place && this.state.brokenAt !== null) this.setState({ brokenAt: null });
  }

  override render() {
    return this.state.brokenAt === null ? this.props.children : <BrokenScreen />;
  }
}
