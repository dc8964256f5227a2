import { Checkbox, Field, Input, Radio, RadioGroup, Textarea } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { count } from '../../shell/format.ts';
import type { Part } from '../editing/part.ts';
import type { Path } from '../editing/path.ts';
import { type FieldOf, useField } from './context.ts';
import { lengthOf, numberFrom } from './numbers.ts';
import { useSettingsStyles } from './styles.ts';

type Props = {
  readonly path: Path;
  /** In place of the label or the hint of the part. */
  readonly label?: string;
  readonly hint?: string;
  readonly placeholder?: string;
  readonly lang?: string;
  /** What may be saved and is better looked at once more; for texts. */
  readonly warning?: string | undefined;
  /** Where a flag changes more than itself. */
  readonly onFlag?: (value: boolean) => void;
};

type Shown<K extends Part['kind']> = Omit<FieldOf, 'part'> &
  Omit<Props, 'path'> & { readonly part: Extract<Part, { kind: K }> };

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

const states = (message: string | undefined, warning?: string) =>
  message !== undefined
    ? { validationState: 'error' as const, validationMessage: message }
    : warning === undefined
      ? {}
      : { validationState: 'warning' as const, validationMessage: warning };

/** The part of a content at a path, with the field that fits it. */
export function PartField({ path, ...more }: Props): ReactNode {
  const field = useField(path);
  const { part, ...rest } = field;
  switch (part.kind) {
    case 'text':
      return <TextField {...rest} {...more} part={part} />;
    case 'number':
      return <NumberField {...rest} {...more} part={part} />;
    case 'date':
    case 'time':
      return <DayField {...rest} {...more} part={part} />;
    case 'flag':
      return <FlagField {...rest} {...more} part={part} />;
    case 'choice':
      return <ChoiceField {...rest} {...more} part={part} />;
    case 'values':
    case 'set':
    case 'group':
    case 'list':
    case 'kept':
      return null;
  }
}

/** 「あと5字」 would read itself out with every letter; as a hint it is read with the field. */
const counted = (most: number, length: number): string => `${length}/${count(most)}字`;

function TextField(props: Shown<'text'>): ReactNode {
  const { part, value, set, message, place, label, hint, warning, ...more } = props;
  const styles = useSettingsStyles();
  const { most = 0, long = false, optional = false } = part;
  const length = lengthOf(value);
  const told = hint ?? part.hint;
  const tooLong = most > 0 && length > most ? `${most}字までです(いま${length}字)。` : undefined;
  const control = {
    ...place,
    ...more,
    value: textOf(value),
    className: styles.control,
    onChange: (_: unknown, { value: typed }: { value: string }) => set(typed),
  };
  return (
    <Field
      label={label ?? part.label}
      hint={`${told ?? ''}${optional ? '(なくてもよい)' : ''} ${counted(most, length)}`.trim()}
      {...states(message ?? tooLong, warning)}
    >
      {long ? (
        <Textarea {...control} resize="vertical" rows={length > 120 ? 4 : 2} />
      ) : (
        <Input {...control} />
      )}
    </Field>
  );
}

function NumberField({ part, value, set, message, place, label, hint }: Shown<'number'>): ReactNode {
  const styles = useSettingsStyles();
  const { unit, least, most } = part;
  const range = `${count(least)}〜${count(most)}${unit}。`;
  return (
    <Field label={label ?? part.label} hint={`${range}${hint ?? part.hint ?? ''}`} {...states(message)}>
      <Input
        {...place}
        className={styles.short}
        inputMode="numeric"
        autoComplete="off"
        value={textOf(value)}
        contentAfter={{ children: unit, className: styles.unit }}
        onChange={(_, { value: typed }) => set(numberFrom(typed))}
      />
    </Field>
  );
}

const empties = { absent: undefined, null: null } as const;

function DayField({ part, value, set, message, place, label, hint }: Shown<'date' | 'time'>): ReactNode {
  const styles = useSettingsStyles();
  const { empty, kind } = part;
  const told = hint ?? part.hint;
  return (
    <Field label={label ?? part.label} {...(told === undefined ? {} : { hint: told })} {...states(message)}>
      <Input
        {...place}
        type={kind}
        className={styles.short}
        value={textOf(value)}
        onChange={(_, { value: typed }) => set(typed === '' && empty !== undefined ? empties[empty] : typed)}
      />
    </Field>
  );
}

function FlagField({
  part,
  value,
  set,
  message,
  place,
  label,
  hint,
  onFlag = set,
}: Shown<'flag'>): ReactNode {
  const styles = useSettingsStyles();
  const told = hint ?? part.hint;
  return (
    <Field {...(told === undefined ? {} : { hint: told })} {...states(message)}>
      <Checkbox
        {...place}
        className={styles.check}
        label={label ?? part.label}
        checked={value === true}
        onChange={(_, { checked }) => onFlag(checked === true)}
      />
    </Field>
  );
}

function ChoiceField({ part, value, set, message, place, label, hint }: Shown<'choice'>): ReactNode {
  const styles = useSettingsStyles();
  const told = hint ?? part.hint;
  return (
    <Field label={label ?? part.label} {...(told === undefined ? {} : { hint: told })} {...states(message)}>
      <RadioGroup layout="horizontal" value={textOf(value)} onChange={(_, { value: chosen }) => set(chosen)}>
        {Object.entries(part.names).map(([id, name], index) => (
          <Radio key={id} {...(index === 0 ? place : {})} className={styles.check} value={id} label={name} />
        ))}
      </RadioGroup>
    </Field>
  );
}
