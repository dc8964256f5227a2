import type { ReactNode } from 'react';
import { moment } from '../shell/format.ts';
import { PageFrame } from '../shell/frame.tsx';
import { PageLink } from '../shell/link.tsx';
import { EmptyState, ErrorState, Loading } from '../shell/states.tsx';
import { useLoaded } from '../shell/use-loaded.ts';

/** 台帳: the records that the reader may see, newest first. */
export function RegisterPage(): ReactNode {
  const { loaded, reload } = useLoaded('searchRecords', { body: {} });
  return (
    <PageFrame title="記録台帳">
      {loaded.state === 'loading' ? <Loading /> : null}
      {loaded.state === 'failed' ? <ErrorState failure={loaded.failure} onReload={reload} /> : null}
      {loaded.state === 'loaded' && loaded.value.rows.length === 0 ? (
        <EmptyState title="記録はまだありません">
          チャットでTateに話しかけると、記録を始められます。
        </EmptyState>
      ) : null}
      {loaded.state === 'loaded' ? (
        <ul>
          {loaded.value.rows.map((row) => (
            <li key={row.number}>
              <PageLink to={`records/${row.number}`}>{row.number}</PageLink>{' '}
              {moment(row.occurredAt, new Date())} {row.department.name} {row.state.name}
            </li>
          ))}
        </ul>
      ) : null}
    </PageFrame>
  );
}
