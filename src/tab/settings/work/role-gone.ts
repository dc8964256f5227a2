import type { Failure } from '../../api/failure.ts';

/** Whether somebody is no coordinator any more, though the page is still open. */
export const isRefusedToAll = (failure: Failure | undefined): boolean => failure?.kind === 'not-entitled';

export const ROLE_GONE = '調整担当から外れているため、保存できません';

export const ROLE_GONE_ABOUT =
  'この画面を開いたあとに、あなたの役割が変わりました。心当たりがないときは、ほかの調整担当に確かめてください。';
