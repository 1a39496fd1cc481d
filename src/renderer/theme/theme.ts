import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** Verdigris: the one accent colour. The same values stand in tokens.css, where the page takes them from. */
const accent: MantineColorsTuple = [
  '#e6f3f0',
  '#cfe7e2',
  '#a3d3ca',
  '#74beb1',
  '#4eac9c',
  '#2c9684',
  '#178070',
  '#0b6b5f',
  '#08564c',
  '#04423a',
];

/**
 * Mantine's variables are written out in tokens.css: the provider would set them through `innerHTML`, which the
 * page's Trusted Types forbid, and only after the first paint.
 */
export const theme = createTheme({
  primaryColor: 'accent',
  colors: { accent },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'xs' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'sm' } },
    NativeSelect: { defaultProps: { size: 'sm' } },
  },
});
