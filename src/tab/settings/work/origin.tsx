import type { ReactNode } from 'react';
import type { Path } from '../editing/path.ts';
import { PartField } from './fields.tsx';
import { useSettingsStyles } from './styles.ts';

/** Where it comes from, and who has checked it when. */
export function OriginFields({ path }: { path: Path }): ReactNode {
  const styles = useSettingsStyles();
  return (
    <div className={styles.twoColumns}>
      <PartField path={[...path, 'source']} />
      <PartField path={[...path, 'date']} />
      <PartField path={[...path, 'checkedBy']} />
    </div>
  );
}
