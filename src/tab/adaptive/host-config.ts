import type { Theme } from '@fluentui/react-components';

const colors = (theme: Theme) => {
  const one = (color: string) => ({ default: color, subtle: color });
  return {
    default: { default: theme.colorNeutralForeground1, subtle: theme.colorNeutralForeground2 },
    dark: { default: theme.colorNeutralForeground1, subtle: theme.colorNeutralForeground2 },
    light: { default: theme.colorNeutralForeground2, subtle: theme.colorNeutralForeground2 },
    accent: one(theme.colorBrandForegroundLink),
    good: one(theme.colorStatusSuccessForeground3),
    warning: one(theme.colorStatusWarningForeground3),
    attention: one(theme.colorStatusDangerForeground3),
  };
};

/** How the bot's cards look in a theme of Teams: Fluent's own colours, sizes a little larger than its body text. */
export function hostConfigOf(theme: Theme) {
  const fontFamily = theme.fontFamilyBase;
  const fontSizes = { small: 13, default: 15, medium: 16, large: 18, extraLarge: 22 };
  const fontWeights = { lighter: 400, default: 400, bolder: 600 };
  const foregroundColors = colors(theme);
  const style = (backgroundColor: string, borderColor: string) => ({
    backgroundColor,
    borderColor,
    foregroundColors,
  });
  return {
    fontFamily,
    // Cards are for reading here; what can be pressed is in the chat.
    supportsInteractivity: false,
    fontTypes: {
      default: { fontFamily, fontSizes, fontWeights },
      monospace: { fontFamily: theme.fontFamilyMonospace, fontSizes, fontWeights },
    },
    fontSizes,
    fontWeights,
    lineHeights: { small: 20, default: 24, medium: 25, large: 28, extraLarge: 32 },
    spacing: { none: 0, small: 6, default: 10, medium: 16, large: 24, extraLarge: 32, padding: 16 },
    separator: { lineThickness: 1, lineColor: theme.colorNeutralStroke2 },
    imageSizes: { small: 40, medium: 80, large: 160 },
    imageSet: { imageSize: 'medium', maxImageHeight: 100 },
    containerStyles: {
      default: style(theme.colorNeutralBackground1, theme.colorNeutralStroke2),
      emphasis: style(theme.colorNeutralBackground3, theme.colorNeutralStroke2),
      accent: style(theme.colorNeutralBackground3, theme.colorBrandStroke2),
      good: style(theme.colorStatusSuccessBackground1, theme.colorStatusSuccessBorder1),
      warning: style(theme.colorStatusWarningBackground1, theme.colorStatusWarningBorder1),
      attention: style(theme.colorStatusDangerBackground1, theme.colorStatusDangerBorder1),
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
    adaptiveCard: { allowCustomStyle: false },
  };
}
