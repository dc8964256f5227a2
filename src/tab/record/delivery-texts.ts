import type { AlertView } from '../../api/record.ts';

export type Delivery = AlertView['departments'][number]['channels'][number];

/** The contract's words again: its module would bring the schemas along. A test holds them equal. */
export const deliveryTexts: Readonly<Record<Delivery['state'], string>> = {
  shown: '届きました',
  waiting: '送信待ち',
  uncertain: '届いたか確認中',
  failed: '届いていません',
};
