import type { ReactNode } from 'react';
import { PageFrame } from '../shell/frame.tsx';

/** 対象者: looks for a person by what is known of them. */
export function SubjectsPage(): ReactNode {
  return <PageFrame title="対象者をさがす">記録から、同じ人と思われる方をさがします。</PageFrame>;
}
