/**
 * How cards look: close to Teams, with every text colour at a contrast of 4.5:1 or more on its background.
 */
const colors = (subtle: string) => ({
  default: { default: '#1f2328', subtle },
  dark: { default: '#1f2328', subtle },
  light: { default: '#5b6470', subtle },
  accent: { default: '#24507a', subtle: '#24507a' },
  good: { default: '#1b6b3a', subtle: '#1b6b3a' },
  warning: { default: '#7a4b00', subtle: '#7a4b00' },
  attention: { default: '#b3182d', subtle: '#b3182d' },
});

const style = (backgroundColor: string, borderColor: string, subtle = '#565e69') => ({
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
  separator: { lineThickness: 1, lineColor: '#dfe3e8' },
  imageSizes: { small: 40, medium: 80, large: 160 },
  imageSet: { imageSize: 'medium', maxImageHeight: 100 },
  containerStyles: {
    default: style('#ffffff', '#dfe3e8'),
    emphasis: style('#f2f4f7', '#dfe3e8'),
    accent: style('#e8f0f8', '#b9cfe5'),
    good: style('#e7f4ec', '#b5dbc3'),
    warning: style('#fff3d6', '#ecd08a'),
    attention: style('#fdeaec', '#f2b8bf'),
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
