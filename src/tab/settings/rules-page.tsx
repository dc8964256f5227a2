import type { ReactNode } from 'react';
import type { rulesParts } from './parts/rules.ts';
import { PartField } from './work/fields.tsx';
import { Group } from './work/group.tsx';
import { OriginFields } from './work/origin.tsx';
import { SectionPage } from './work/section-page.tsx';
import { useSettingsStyles } from './work/styles.ts';

const groups: readonly { readonly title: string; readonly keys: readonly (keyof typeof rulesParts)[] }[] = [
  { title: '記録の期限', keys: ['workdayEnd', 'lateAfterHours'] },
  { title: 'アラート', keys: ['ladderWindowHours', 'chaseMinutes', 'alertDays'] },
  { title: '行為の目安', keys: ['longMinutes', 'repeatVisits', 'repeatCalls'] },
];

/** 期限としきい値 */
export function RulesPage(): ReactNode {
  const styles = useSettingsStyles();
  return (
    <SectionPage section="rules">
      {groups.map(({ title, keys }) => (
        <Group key={title} title={title}>
          <div className={styles.twoColumns}>
            {keys.map((key) => (
              <PartField key={key} path={[key]} />
            ))}
          </div>
        </Group>
      ))}
      <Group title="もとにしたもの">
        <OriginFields path={[]} />
      </Group>
    </SectionPage>
  );
}
