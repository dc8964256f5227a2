import { Link as FluentLink } from '@fluentui/react-components';
import type { MouseEvent, ReactNode } from 'react';
import { useRouter } from './context.ts';
import { hashOf } from './router.ts';

/** A link to a page of ours; with a key held down the browser does what it does with every link. */
export function PageLink({
  to,
  children,
  className,
}: {
  /** Like `records/261121-7K3F9Q`. */
  to: string;
  children: ReactNode;
  className?: string;
}): ReactNode {
  const router = useRouter();
  const onClick = (event: MouseEvent): void => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    router.go(to);
  };
  return (
    <FluentLink href={hashOf(to)} onClick={onClick} {...(className === undefined ? {} : { className })}>
      {children}
    </FluentLink>
  );
}
