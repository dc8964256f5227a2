/**
 * What Adaptive Cards 1.5 knows, of the parts that work on every Teams client: elements and actions with
 * their properties. Whatever is not here is newer, or breaks somewhere (filtered choice sets, validation
 * by the client, media, images), so a card may not use it.
 */
const element = ['type', 'id', 'spacing', 'separator', 'isVisible', 'height', '$schema'] as const;
const input = [...element, 'label', 'value'] as const;
const action = ['type', 'title', 'style', 'data', 'associatedInputs', 'tooltip'] as const;

export const properties: Readonly<Record<string, readonly string[]>> = {
  AdaptiveCard: ['type', '$schema', 'version', 'lang', 'body', 'actions', 'fallbackText', 'speak'],
  TextBlock: [...element, 'text', 'wrap', 'size', 'weight', 'color', 'isSubtle', 'style', 'maxLines'],
  RichTextBlock: [...element, 'inlines', 'horizontalAlignment'],
  TextRun: ['type', 'text', 'size', 'weight', 'color', 'isSubtle', 'italic', 'strikethrough', 'underline'],
  Container: [...element, 'items', 'style', 'bleed', 'verticalContentAlignment'],
  ColumnSet: [...element, 'columns', 'style', 'bleed'],
  Column: [...element, 'items', 'width', 'style', 'verticalContentAlignment'],
  ActionSet: [...element, 'actions'],
  'Input.Text': [...input, 'placeholder', 'maxLength', 'isMultiline', 'style'],
  'Input.Date': [...input, 'placeholder'],
  'Input.Time': [...input, 'placeholder'],
  'Input.Number': [...input, 'placeholder'],
  'Input.ChoiceSet': [...input, 'choices', 'style', 'isMultiSelect', 'wrap', 'placeholder'],
  'Input.Toggle': [...input, 'title', 'valueOn', 'valueOff', 'wrap'],
  'Input.Choice': ['title', 'value'],
  'Action.Execute': [...action, 'verb', 'fallback'],
  'Action.Submit': action,
  'Action.OpenUrl': ['type', 'title', 'url', 'style', 'tooltip'],
  'Action.ToggleVisibility': ['type', 'title', 'style', 'targetElements', 'tooltip'],
};

/** The words that 1.5 has for a property, by element where elements differ. */
export const words: Readonly<Record<string, readonly string[]>> = {
  spacing: ['None', 'Small', 'Default', 'Medium', 'Large', 'ExtraLarge', 'Padding'],
  size: ['Small', 'Default', 'Medium', 'Large', 'ExtraLarge'],
  weight: ['Lighter', 'Default', 'Bolder'],
  color: ['Default', 'Dark', 'Light', 'Accent', 'Good', 'Warning', 'Attention'],
  associatedInputs: ['auto', 'none'],
  verticalContentAlignment: ['Top', 'Center', 'Bottom'],
  'TextBlock.style': ['default', 'heading'],
  'Container.style': ['default', 'emphasis', 'good', 'attention', 'warning', 'accent'],
  'Column.style': ['default', 'emphasis', 'good', 'attention', 'warning', 'accent'],
  'Input.Text.style': ['Text', 'Tel', 'Url', 'Email'],
  'Input.ChoiceSet.style': ['compact', 'expanded'],
  'Action.Execute.style': ['default', 'positive', 'destructive'],
  'Action.Submit.style': ['default', 'positive', 'destructive'],
};

/** Properties that hold true or false, and those that hold a number; every other one holds text or parts. */
export const flags = new Set([
  'isVisible',
  'wrap',
  'isSubtle',
  'separator',
  'bleed',
  'isMultiline',
  'isMultiSelect',
]);
export const numbers = new Set(['maxLength', 'maxLines']);
