import {
  teamsDarkTheme,
  teamsHighContrastTheme,
  teamsLightTheme,
  type Theme,
} from '@fluentui/react-components';
import type { ThemeName } from '../teams/host.ts';

/** Teams' own Latin letters first, then what Windows, macOS and phones have for Japanese. */
const fontFamilyBase =
  "'Segoe UI', 'BIZ UDPGothic', 'Hiragino Sans', 'Hiragino Kaku Gothic ProN', 'Noto Sans JP', 'Yu Gothic UI', 'Meiryo', sans-serif";

const withFont = (theme: Theme): Theme => ({ ...theme, fontFamilyBase });

/** Teams' three themes, as Fluent has them. */
export const themes: Readonly<Record<ThemeName, Theme>> = {
  light: withFont(teamsLightTheme),
  dark: withFont(teamsDarkTheme),
  contrast: withFont(teamsHighContrastTheme),
};

/** Below this width the page is laid out for a phone, in pixels. */
export const PHONE_BELOW = 720;

/** For styles. */
export const onPhone = `@media (max-width: ${PHONE_BELOW - 1}px)`;

/** Room for two columns. */
export const onWide = '@media (min-width: 1024px)';
