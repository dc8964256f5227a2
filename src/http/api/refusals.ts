import type { ApiRefusal } from './operation.ts';

/** For everybody whom the register does not know as coordinator at this moment. */
export const notCoordinator: ApiRefusal = {
  kind: 'refused',
  status: 403,
  detail: '設定は、調整担当だけが見て変えられます。変えたいことがあるときは、調整担当に伝えてください。',
};

/** Somebody was faster; `current` and its tag come beside. */
export const stale = (current: unknown, etag: string): ApiRefusal => ({
  kind: 'refused',
  status: 412,
  detail:
    'ほかの人が先に変更しました。入力した内容は、まだ保存されていません。いまの内容と見比べて、もう一度保存してください。',
  current,
  etag,
});

export const invalid = (errors: ApiRefusal['errors'] = []): ApiRefusal => ({
  kind: 'refused',
  status: 422,
  detail: '直すところがあります。まだ保存していません。',
  errors,
});

/** Searches of this person, or of everybody, wait already. */
export const busySearching: ApiRefusal = {
  kind: 'refused',
  status: 429,
  detail: 'いま、ほかの検索が続いています。1秒ほど待ってから、もう一度お試しください。',
  retryAfterSeconds: 1,
};
