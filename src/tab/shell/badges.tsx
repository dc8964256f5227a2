import { Badge } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Named } from '../../api/named.ts';

type Color = 'danger' | 'severe' | 'warning' | 'informative' | 'success' | 'brand' | 'subtle';

const severities: Readonly<Record<string, { readonly color: Color; readonly filled?: true }>> = {
  emergency: { color: 'danger', filled: true },
  alarm: { color: 'danger' },
  caution: { color: 'warning' },
};

const states: Readonly<Record<string, Color>> = {
  pending: 'danger',
  asked: 'warning',
  quick: 'warning',
  returned: 'warning',
  approved: 'success',
  rejected: 'informative',
  filed: 'informative',
};

/** How grave it was: always the word as well, the colour only helps. */
export function SeverityBadge({ severity }: { severity: Named | undefined }): ReactNode {
  if (severity === undefined) return null;
  const { color, filled } = severities[severity.id] ?? { color: 'informative' };
  return (
    <Badge appearance={filled === true ? 'filled' : 'tint'} color={color} size="large" shape="rounded">
      {severity.name}
    </Badge>
  );
}

/** Where a record or a decision stands. */
export function StateBadge({ state }: { state: Named }): ReactNode {
  return (
    <Badge appearance="tint" color={states[state.id] ?? 'informative'} size="large" shape="rounded">
      {state.name}
    </Badge>
  );
}

/** A quiet remark of a word or two. */
export function Mark({ children }: { children: ReactNode }): ReactNode {
  return (
    <Badge appearance="outline" color="informative" size="medium" shape="rounded">
      {children}
    </Badge>
  );
}
