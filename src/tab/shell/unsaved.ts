import { useEffect } from 'react';
import { useConfirm } from './confirm.tsx';
import { useRouter } from './context.ts';

/**
 * While there are changes that are not saved: asks before a step to another page, and lets the browser ask
 * before the tab itself goes away.
 */
export function useUnsavedGuard(dirty: boolean): void {
  const router = useRouter();
  const confirm = useConfirm();
  useEffect(() => {
    if (!dirty) return;
    const takeOff = router.guard(() =>
      confirm({
        title: '保存していない変更があります',
        text: 'このまま移ると、変更は残りません。',
        yes: '保存しないで移る',
        no: 'この画面に残る',
      }),
    );
    const onUnload = (event: BeforeUnloadEvent): void => event.preventDefault();
    globalThis.addEventListener('beforeunload', onUnload);
    return () => {
      takeOff();
      globalThis.removeEventListener('beforeunload', onUnload);
    };
  }, [dirty, router, confirm]);
}
