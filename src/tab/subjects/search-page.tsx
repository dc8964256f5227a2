import {
  Button,
  Field,
  Input,
  makeStyles,
  mergeClasses,
  MessageBar,
  MessageBarBody,
  Subtitle2,
  Text,
  tokens,
} from '@fluentui/react-components';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { FoundSubjects } from '../../api/subject.ts';
import type { Failure } from '../api/failure.ts';
import { useApi } from '../shell/context.ts';
import { PageFrame } from '../shell/frame.tsx';
import { SearchIcon } from '../shell/icons.tsx';
import { ErrorState, Loading } from '../shell/states.tsx';
import { onPhone } from '../shell/theme.ts';
import { useKept } from '../shell/use-kept.ts';
import {
  isSubjectField,
  nothingTyped,
  readForm,
  type SubjectField,
  subjectFields,
  type Typed,
} from './form.ts';
import { Results } from './results.tsx';

const useStyles = makeStyles({
  form: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(260px, 1fr))',
    gap: tokens.spacingVerticalM,
    maxWidth: '820px',
  },
  wide: { gridColumn: '1 / -1' },
  input: { minHeight: '44px' },
  button: { minHeight: '44px', minWidth: '140px' },
  send: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  soft: { color: tokens.colorNeutralForeground3, [onPhone]: { flexBasis: '100%' } },
  results: { marginTop: tokens.spacingVerticalXL, display: 'grid', gap: tokens.spacingVerticalM },
  // Below the bar that stays at the top.
  heading: { scrollMarginTop: '64px', ':focus': { outlineStyle: 'none' } },
});

type Kept = { readonly typed: Typed; readonly found: FoundSubjects['found'] | undefined };

/** 対象者: looks for a person by what is known of them. What was typed stays in memory only. */
export function SubjectsPage(): ReactNode {
  const styles = useStyles();
  const api = useApi();
  const [{ typed, found }, keep] = useKept<Kept>(() => ({ typed: nothingTyped, found: undefined }));
  const [errors, setErrors] = useState<Partial<Record<SubjectField | 'form', string>>>({});
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [searches, setSearches] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const heading = useRef<HTMLSpanElement>(null);
  const underWay = useRef<AbortController>(undefined);

  useEffect(() => () => underWay.current?.abort(), []);
  useEffect(() => {
    if (searches === 0) return;
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: 'start' });
  }, [searches]);

  const wrong = (next: Partial<Record<SubjectField | 'form', string>>): void => {
    setErrors(next);
    const first = Object.keys(next).find(isSubjectField) ?? 'name';
    form.current?.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus();
  };

  const search = async (): Promise<void> => {
    const read = readForm(typed);
    if (read.kind === 'wrong') {
      wrong(read.errors);
      return;
    }
    setErrors({});
    setFailure(undefined);
    setBusy(true);
    underWay.current?.abort();
    const stop = new AbortController();
    underWay.current = stop;
    const answer = await api.call('searchSubjects', { body: read.query, signal: stop.signal });
    if (stop.signal.aborted) return;
    setBusy(false);
    if (answer.ok) {
      keep({ typed, found: answer.value.found });
      setSearches((before) => before + 1);
    } else if (answer.failure.kind === 'refused' && answer.failure.errors.length > 0) {
      wrong(
        Object.fromEntries(
          answer.failure.errors.map(({ path, message }) => [isSubjectField(path) ? path : 'form', message]),
        ),
      );
    } else setFailure(answer.failure);
  };

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!busy) void search();
  };

  return (
    <PageFrame title="対象者をさがす">
      <form ref={form} className={styles.form} onSubmit={submit} noValidate aria-label="対象者をさがす">
        <Text className={styles.wide}>
          わかることだけ書いてください。記録の中から、同じと思われる人をさがします。
        </Text>
        {errors.form === undefined ? null : (
          <MessageBar intent="error" className={styles.wide}>
            <MessageBarBody>{errors.form}</MessageBarBody>
          </MessageBar>
        )}
        {Object.entries(subjectFields).map(([field, { label, hint }]) => {
          const message = errors[field as SubjectField];
          return (
            <Field
              key={field}
              label={label}
              hint={hint}
              {...(message === undefined ? {} : { validationMessage: message, validationState: 'error' })}
            >
              <Input
                className={styles.input}
                name={field}
                autoComplete="off"
                value={typed[field as SubjectField]}
                onChange={(_, { value }) => keep({ typed: { ...typed, [field]: value }, found })}
              />
            </Field>
          );
        })}
        <div className={mergeClasses(styles.wide, styles.send)}>
          <Button
            type="submit"
            className={styles.button}
            appearance="primary"
            icon={<SearchIcon />}
            disabledFocusable={busy}
          >
            {busy ? 'さがしています' : 'さがす'}
          </Button>
          <Text size={200} className={styles.soft}>
            だれが何を調べたかは、監査のために残ります。
          </Text>
        </div>
      </form>
      <div className={styles.results}>
        {busy ? <Loading rows={4} what="さがしています" /> : null}
        {failure === undefined || busy ? null : (
          <ErrorState failure={failure} onReload={() => void search()} />
        )}
        {found === undefined || busy || failure !== undefined ? null : (
          <section>
            <Subtitle2 as="h2" block>
              <span ref={heading} tabIndex={-1} className={styles.heading}>
                {found.length === 0 ? '結果' : `${found.length}人の候補`}
              </span>
            </Subtitle2>
            <Results found={found} />
          </section>
        )}
      </div>
    </PageFrame>
  );
}
