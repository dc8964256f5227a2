import type { SignInReason } from './sign-in.ts';

/** What the screen says when a call is refused before any handler sees it. */
export const texts = {
  notSignedIn: 'サインインを確かめられませんでした。Teamsでこのページを開き直してください。',
  guest: 'このページは、区のアカウントで開いてください。ゲストのアカウントでは使えません。',
  notConsented:
    'このページの使用がまだ許可されていません。お使いのTeamsの名前とあわせて、情報システムの担当に伝えてください。',
  keysUnavailable: 'いまサインインを確かめられません。少し待ってから、もう一度開いてください。',
  neverMet:
    'はじめに、Teamsで「Tate」とのチャットを開いて、ひとこと送ってください。そのあとで、このページを開き直してください。',
  notFound: '見つからないか、見る権限がありません。',
  malformed: '送られた内容の形が正しくありません。',
  tooLarge: '内容が大きすぎるため、受け取れません。',
  wrongType: 'この形では受け取れません(JSONで送ってください)。',
  noVersion: 'どの版を直したのかがわかりません。画面を読み直してから、もう一度保存してください。',
  storeDown: 'いま記録の保管先に届きません。少し待ってから、もう一度お試しください。',
  tooMany: (seconds: number): string =>
    `操作が短い間に続きました。${seconds}秒ほど待ってから、もう一度お試しください。`,
} as const;

/** What a person can do about it; which check it was stays in the log. */
export function signInDetail(status: 401 | 403 | 503, reason: SignInReason): string {
  if (status === 401) return texts.notSignedIn;
  if (status === 503) return texts.keysUnavailable;
  return reason === 'guest' ? texts.guest : texts.notConsented;
}
