/**
 * How cards look: close to Teams. The colours are those of themes.css by name, so that a card that stands there
 * follows the theme.
 */
const colors = (subtle: string) => ({
  default: { default: 'var(--ink)', subtle },
  dark: { default: 'var(--ink)', subtle },
  light: { default: 'var(--card-light)', subtle },
  accent: { default: 'var(--brand-text)', subtle: 'var(--brand-text)' },
  good: { default: 'var(--card-good-ink)', subtle: 'var(--card-good-ink)' },
  warning: { default: 'var(--card-warning-ink)', subtle: 'var(--card-warning-ink)' },
  attention: { default: 'var(--danger-text)', subtle: 'var(--danger-text)' },
});

const style = (backgroundColor: string, borderColor: string, subtle = 'var(--ink-soft)') => ({
  backgroundColor,
  borderColor,
  foregroundColors: colors(subtle),
});

const fontFamily = "'BIZ UDPGothic', 'Hiragino Sans', 'Noto Sans JP', 'Meiryo', sans-serif";
const fontSizes = { small: 13, default: 15, medium: 17, large: 20, extraLarge: 25 };
const fontWeights = { lighter: 400, default: 400, bolder: 700 };

export const hostConfig = {
  fontFamily,
  supportsInteractivity: true,
  choiceSetInputValueSeparator: ',',
  fontTypes: {
    default: { fontFamily, fontSizes, fontWeights },
    monospace: {
      fontFamily: "'SFMono-Regular', Consolas, 'BIZ UDGothic', monospace",
      fontSizes,
      fontWeights,
    },
  },
  fontSizes,
  fontWeights,
  lineHeights: { small: 20, default: 24, medium: 26, large: 30, extraLarge: 34 },
  spacing: { none: 0, small: 6, default: 12, medium: 18, large: 26, extraLarge: 36, padding: 16 },
  separator: { lineThickness: 1, lineColor: 'var(--line)' },
  imageSizes: { small: 40, medium: 80, large: 160 },
  imageSet: { imageSize: 'medium', maxImageHeight: 100 },
  containerStyles: {
    default: style('var(--paper)', 'var(--line)'),
    emphasis: style('var(--card-emphasis)', 'var(--line)'),
    accent: style('var(--brand-soft)', 'var(--brand-line)'),
    good: style('var(--card-good)', 'var(--card-good-line)'),
    warning: style('var(--card-warning)', 'var(--card-warning-line)'),
    attention: style('var(--danger-soft)', 'var(--danger-line)'),
  },
  textStyles: { heading: { size: 'large', weight: 'bolder', color: 'default', isSubtle: false } },
  textBlock: { headingLevel: 3 },
  factSet: {
    title: {
      color: 'default',
      size: 'default',
      isSubtle: true,
      weight: 'default',
      wrap: true,
      maxWidth: 130,
    },
    value: { color: 'default', size: 'default', isSubtle: false, weight: 'default', wrap: true },
    spacing: 16,
  },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: {
        color: 'default',
        size: 'default',
        weight: 'bolder',
        suffix: ' *',
        suffixColor: 'attention',
      },
      optionalInputs: { color: 'default', size: 'default', weight: 'bolder' },
    },
    errorMessage: { color: 'attention', size: 'default', weight: 'bolder', spacing: 'small' },
  },
  actions: {
    maxActions: 6,
    spacing: 'large',
    buttonSpacing: 8,
    showCard: { actionMode: 'inline', inlineTopMargin: 12, style: 'emphasis' },
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    allowTitleToWrap: true,
    iconPlacement: 'leftOfTitle',
    iconSize: 18,
  },
  adaptiveCard: { allowCustomStyle: false },
};
