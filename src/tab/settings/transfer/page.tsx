import type { ReactNode } from 'react';
import { PageFrame } from '../../shell/frame.tsx';
import { useSettingsStyles } from '../work/styles.ts';
import { Export } from './export.tsx';
import { Import } from './import.tsx';

/** 書き出しと取り込み */
export function TransferPage(): ReactNode {
  const styles = useSettingsStyles();
  return (
    <PageFrame title="書き出しと取り込み" up={{ path: 'settings', label: '設定へ' }}>
      <div className={styles.stack}>
        <Export />
        <Import />
      </div>
    </PageFrame>
  );
}
