import { squeeze } from './normalise.ts';

/** Town and block (丁目) as far as they were noted; the house number is not compared. */
export type AddressForm = { town: string; block: string };
export type AddressRelation = 'block' | 'town' | 'blockDiffers' | 'differs';

const KANJI_DIGITS = '〇一二三四五六七八九';

const kanjiNumber = (text: string): string => {
  if (!text.includes('十')) return String(KANJI_DIGITS.indexOf(text));
  const [tens = '', ones = ''] = text.split('十');
  const ten = tens === '' ? 1 : KANJI_DIGITS.indexOf(tens);
  return String(ten * 10 + (ones === '' ? 0 : KANJI_DIGITS.indexOf(ones)));
};

/** 「栄町一丁目」「栄町１－５」「栄町1丁目5番」 all give 栄町 and 1. Undefined when nothing was noted. */
export const readAddress = (text: string): AddressForm | undefined => {
  const plain = squeeze(text)
    .replaceAll(/([一二三四五六七八九十]{1,3})(?=丁目|番|条)/g, (number: string) => kanjiNumber(number))
    .replaceAll(/(?:東京都|[^市区]{1,4}[市区](?=.{2,}))/g, '')
    .replace(/(?:付近|あたり|周辺|近く|方面|在住|らしい)$/, '');
  if (plain === '') return undefined;
  const parts = /^([^\d]+?)(?:の|-)?(\d+)?(?:丁目|番|-|$)/.exec(plain);
  if (parts === null) return { town: plain, block: '' };
  return { town: parts[1] ?? '', block: parts[2] ?? '' };
};

/** Symmetric. */
export const compareAddresses = (left: AddressForm, right: AddressForm): AddressRelation => {
  if (left.town !== right.town) return 'differs';
  if (left.block === '' || right.block === '') return 'town';
  return left.block === right.block ? 'block' : 'blockDiffers';
};
