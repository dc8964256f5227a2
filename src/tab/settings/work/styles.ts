import { makeStyles, tokens } from '@fluentui/react-components';
import { onPhone } from '../../shell/theme.ts';

/** What the pages of the settings share. */
export const useSettingsStyles = makeStyles({
  stack: { display: 'grid', gap: tokens.spacingVerticalL, gridTemplateColumns: 'minmax(0, 1fr)' },
  close: { display: 'grid', gap: tokens.spacingVerticalS, gridTemplateColumns: 'minmax(0, 1fr)' },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  twoColumns: {
    display: 'grid',
    gap: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}`,
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(240px, 100%), 1fr))',
    alignItems: 'start',
  },
  control: { minHeight: '44px', width: '100%', minWidth: 0 },
  short: { minHeight: '44px', maxWidth: '200px' },
  button: { minHeight: '44px' },
  iconButton: { minHeight: '44px', minWidth: '44px' },
  // With Fluent's own 32 px, as high as a thumb is wide.
  check: { padding: '6px 0' },
  soft: { color: tokens.colorNeutralForeground2 },
  text: { margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', gap: tokens.spacingVerticalS },
  card: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXL}`,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    [onPhone]: { padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM}` },
  },
  heading: { margin: 0 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, marginLeft: 'auto' },
  unit: { whiteSpace: 'nowrap' },
  tabs: { flexWrap: 'wrap' },
  fieldset: { border: 'none', margin: 0, padding: 0, minWidth: 0 },
  grow: { flexGrow: 1, minWidth: '180px' },
  quiet: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});
