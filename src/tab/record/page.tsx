import type { ReactNode } from 'react';
import { fullMoment } from '../shell/format.ts';
import { PageFrame } from '../shell/frame.tsx';
import type { PageProps } from '../shell/page.ts';
import { ErrorState, Loading } from '../shell/states.tsx';
import { useLoaded } from '../shell/use-loaded.ts';

/** 記録: one record, as the reader may see it. */
export function RecordPage({ params }: PageProps): ReactNode {
  const number = params['number'] ?? '';
  const { loaded, reload } = useLoaded('record', { params: { number } });
  return (
    <PageFrame title={number} up={{ path: 'register', label: '台帳へ' }}>
      {loaded.state === 'loading' ? <Loading /> : null}
      {loaded.state === 'failed' ? <ErrorState failure={loaded.failure} onReload={reload} /> : null}
      {loaded.state === 'loaded' ? (
        <p>
          {fullMoment(loaded.value.occurredAt)} {loaded.value.department.name} {loaded.value.state.name}
        </p>
      ) : null}
    </PageFrame>
  );
}
