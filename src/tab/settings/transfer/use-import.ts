import { useState } from 'react';
import type { ImportPreview, SettingsFile } from '../../../api/settings.ts';
import type { Failure } from '../../api/failure.ts';
import { useShell } from '../../shell/context.ts';
import { useUnsavedGuard } from '../../shell/unsaved.ts';
import { MOST_BYTES, type ReadFile, readFileText, TOO_LARGE } from './read-file.ts';

export type ImportStep =
  | { readonly kind: 'choosing' | 'reading' | 'previewing' | 'importing' }
  | { readonly kind: 'refused'; readonly message: string }
  | {
      readonly kind: 'previewed';
      readonly name: string;
      readonly preview: ImportPreview;
      readonly mayTake: boolean;
      /** Why it is shown again. */
      readonly news?: string | undefined;
    }
  | { readonly kind: 'failed'; readonly during: 'previewing' | 'importing'; readonly failure: Failure }
  | { readonly kind: 'done'; readonly changed: readonly string[] };

type Chosen = { readonly file: SettingsFile; readonly name: string };

/** Only what changes something, and has nothing to put right, can be taken over. */
const mayTake = ({ parts }: ImportPreview): boolean =>
  parts.every(({ problems }) => problems.length === 0) && parts.some(({ changes }) => changes.length > 0);

/** From a file to its preview, and from there into the settings. */
export function useImport() {
  const { api, reloadMe } = useShell();
  const [step, setStep] = useState<ImportStep>({ kind: 'choosing' });
  const [chosen, setChosen] = useState<Chosen>();
  useUnsavedGuard(step.kind === 'importing');

  const preview = async ({ file, name }: Chosen, news?: string): Promise<void> => {
    setStep({ kind: 'previewing' });
    const answer = await api.call('previewImport', { body: file });
    if (answer.ok) {
      setStep({ kind: 'previewed', name, preview: answer.value, mayTake: mayTake(answer.value), news });
    } else if (answer.failure.kind === 'refused') {
      setStep({
        kind: 'refused',
        message: `${answer.failure.detail ?? ''}Tateで書き出したままのファイルかどうか、確かめてください。`,
      });
    } else setStep({ kind: 'failed', during: 'previewing', failure: answer.failure });
  };

  const taken = (read: ReadFile): void => {
    if (!read.ok) {
      setStep({ kind: 'refused', message: read.message });
      return;
    }
    const next = { file: read.file, name: read.name };
    setChosen(next);
    void preview(next);
  };

  const drop = (): void => {
    setChosen(undefined);
    setStep({ kind: 'choosing' });
  };

  return {
    step,
    choose: async (file: File): Promise<void> => {
      setStep({ kind: 'reading' });
      try {
        // A film chosen by mistake is not read as text.
        taken(file.size > MOST_BYTES ? TOO_LARGE : readFileText(await file.text(), file.name));
      } catch {
        setStep({
          kind: 'refused',
          message: 'ファイルを開けませんでした。置いてある場所を確かめて、選び直してください。',
        });
      }
    },
    paste: (text: string): void => taken(readFileText(text, '貼り付けた内容')),
    take: async (): Promise<void> => {
      if (step.kind !== 'previewed' || chosen === undefined) return;
      setStep({ kind: 'importing' });
      const body = { file: chosen.file, basis: step.preview.basis };
      const answer = await api.call('importSettings', { body });
      if (answer.ok) {
        setStep({ kind: 'done', changed: answer.value.changed });
        reloadMe();
      } else if (answer.failure.kind === 'conflict' || answer.failure.kind === 'refused') {
        await preview(
          chosen,
          `${answer.failure.detail ?? '設定が変わりました。'}今の変更点は次のとおりです。`,
        );
      } else setStep({ kind: 'failed', during: 'importing', failure: answer.failure });
    },
    /** After a fault: what is left to do is looked at anew. */
    again: async (): Promise<void> => {
      if (chosen === undefined) drop();
      else await preview(chosen);
    },
    drop,
  };
}
