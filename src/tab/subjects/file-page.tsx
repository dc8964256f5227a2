import type { ReactNode } from 'react';
import { PageFrame } from '../shell/frame.tsx';
import type { PageProps } from '../shell/page.ts';
import { ErrorState, Loading } from '../shell/states.tsx';
import { useLoaded } from '../shell/use-loaded.ts';

/** 対象者: the file of one person. */
export function SubjectPage({ params }: PageProps): ReactNode {
  const { loaded, reload } = useLoaded('subject', { params: { subject: params['subject'] ?? '' } });
  return (
    <PageFrame title="対象者" up={{ path: 'subjects', label: 'さがす画面へ' }}>
      {loaded.state === 'loading' ? <Loading /> : null}
      {loaded.state === 'failed' ? <ErrorState failure={loaded.failure} onReload={reload} /> : null}
      {loaded.state === 'loaded' ? <p>{loaded.value.name ?? '名前のわからない人'}</p> : null}
    </PageFrame>
  );
}
