import { Button } from '@fluentui/react-components';
import { Component, type ReactNode } from 'react';
import { ReloadIcon, WarningIcon } from './icons.tsx';
import { Notice } from './states.tsx';

type Props = { readonly children: ReactNode };
type State = { readonly failed: boolean };

/**
 * Catches what a page could not draw, above all a part that did not load: after an update of Tate the parts of the old
 * page are gone. Loading anew brings the new page.
 */
export class Boundary extends Component<Props, State> {
  override state: State = { failed: false };

  static getDerivedStateFromError(): State {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <Notice
        icon={<WarningIcon />}
        title="この画面を表示できませんでした"
        urgent
        actions={
          <Button
            style={{ minHeight: '44px' }}
            appearance="primary"
            icon={<ReloadIcon />}
            onClick={() => globalThis.location.reload()}
          >
            開き直す
          </Button>
        }
      >
        Tateが新しくなったときに、一度だけ出ることがあります。開き直しても出るときは、情報政策課へお知らせください。
      </Notice>
    );
  }
}
