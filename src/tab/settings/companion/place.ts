import type { SectionDraft } from '../parts/sections.ts';

/** 対応中の言い方 while it is edited. */
export type Book = SectionDraft<'companion'>;

export type List = 'situations' | 'sentences';

/** What of it is on the screen. */
export type Place = { readonly list: List; readonly id?: string | undefined };
