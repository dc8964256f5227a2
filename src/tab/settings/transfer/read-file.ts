import type { SettingsFile } from '../../../api/settings.ts';

export type ReadFile =
  | { readonly ok: true; readonly file: SettingsFile; readonly name: string }
  | { readonly ok: false; readonly message: string };

/** The service takes no more. */
export const MOST_BYTES = 2_000_000;

const refused = (message: string): ReadFile => ({ ok: false, message });

export const TOO_LARGE = refused('ファイルが大きすぎます。Tateで書き出したファイルを選んでください。');

/**
 * A file of settings from its text. Only what tells it from any other file is looked at here: what is in it, the
 * service reads.
 */
export function readFileText(text: string, name: string): ReadFile {
  if (new TextEncoder().encode(text).length > MOST_BYTES) {
    return TOO_LARGE;
  }
  let read: unknown;
  try {
    // Editors of Windows put a mark before the first letter.
    read = JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch {
    return refused('このファイルは読めません。Tateで書き出したままのファイルを選んでください。');
  }
  const format = typeof read === 'object' && read !== null && 'format' in read ? read.format : undefined;
  const version =
    typeof read === 'object' && read !== null && 'formatVersion' in read ? read.formatVersion : undefined;
  if (format !== 'tate-settings') {
    return refused(
      'Tateの設定のファイルではありません。「設定を書き出す」で作ったファイルを選んでください。',
    );
  }
  if (version !== 1) {
    return refused('新しいTateで書き出したファイルのようです。このTateでは取り込めません。');
  }
  return { ok: true, file: read as SettingsFile, name };
}
