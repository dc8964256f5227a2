import type { ReactNode } from 'react';

/** A few line drawings of our own, 20 units wide, in the colour of the text beside them. */
const icon = (drawing: ReactNode) => () => (
  <svg
    width="1.25em"
    height="1.25em"
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.5"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    {drawing}
  </svg>
);

export const ShieldIcon = icon(<path d="M10 2.5 16 5v4.6c0 3.7-2.5 6.5-6 7.9-3.5-1.4-6-4.2-6-7.9V5z" />);
export const ListIcon = icon(<path d="M7 5h10M7 10h10M7 15h10M3.2 5h.1M3.2 10h.1M3.2 15h.1" />);
export const PersonIcon = icon(
  <>
    <circle cx="10" cy="6.5" r="3.2" />
    <path d="M3.5 17c.6-3.5 3.2-5.3 6.5-5.3s5.9 1.8 6.5 5.3" />
  </>,
);
export const GearIcon = icon(
  <>
    <circle cx="10" cy="10" r="2.6" />
    <path d="M10 2.5v2.2M10 15.3v2.2M2.5 10h2.2M15.3 10h2.2M4.7 4.7l1.6 1.6M13.7 13.7l1.6 1.6M4.7 15.3l1.6-1.6M13.7 6.3l1.6-1.6" />
  </>,
);
export const ChatIcon = icon(<path d="M3 4.5h14v9.5H9.5L6 17v-3H3z" />);
export const FilterIcon = icon(<path d="M3 5h14M5.5 10h9M8.5 15h3" />);
export const SearchIcon = icon(
  <>
    <circle cx="8.8" cy="8.8" r="5.3" />
    <path d="m12.8 12.8 4.2 4.2" />
  </>,
);
export const CloseIcon = icon(<path d="m5 5 10 10M15 5 5 15" />);
export const BackIcon = icon(<path d="M12.5 4 6.5 10l6 6" />);
export const ReloadIcon = icon(<path d="M16.5 10a6.5 6.5 0 1 1-2-4.7M16.5 2.5v3.3h-3.3" />);
export const UpIcon = icon(<path d="M10 16.5v-13M5 8.5l5-5 5 5" />);
export const DownIcon = icon(<path d="M10 3.5v13M5 11.5l5 5 5-5" />);
export const WarningIcon = icon(
  <>
    <path d="M10 3 18 17H2z" />
    <path d="M10 8v4M10 14.5h.01" />
  </>,
);
export const CheckIcon = icon(<path d="m4 10.5 4 4 8-9" />);
export const BellIcon = icon(
  <>
    <path d="M5 13.5V9a5 5 0 0 1 10 0v4.5l1.3 1.5H3.7z" />
    <path d="M8.5 17.3h3" />
  </>,
);
export const LockIcon = icon(
  <>
    <rect x="4" y="9" width="12" height="8" rx="1.5" />
    <path d="M6.8 9V6.5a3.2 3.2 0 0 1 6.4 0V9" />
  </>,
);
export const ClockIcon = icon(
  <>
    <circle cx="10" cy="10" r="7" />
    <path d="M10 6v4l2.6 2" />
  </>,
);
