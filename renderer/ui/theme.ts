/** Mantine told to draw ink on paper: our colours, measures and class names; the looks themselves stand in ui.css. */
import { createTheme, type MantineColorsTuple, type MantineThemeComponent } from '@mantine/core';
import { createElement } from 'react';
import { selectText, takeTyped } from './choice-keys';
import { NothingFits } from './nothing-fits';

const ink: MantineColorsTuple = [
  '#f4f2ec',
  '#e3dfd4',
  '#cfc9ba',
  '#9aa6a4',
  '#6b7573',
  '#5d6a6b',
  '#35444a',
  '#263235',
  '#171f22',
  '#101618',
];

const note: MantineColorsTuple = [
  '#e3efe9',
  '#c9e2d8',
  '#98c9b8',
  '#58c9a8',
  '#2f9a7e',
  '#178067',
  '#0b6b57',
  '#095a49',
  '#07493b',
  '#05382d',
];

/** By name only: a component that the first screen does not use is not loaded for its looks. */
function plain(component: MantineThemeComponent): MantineThemeComponent {
  return component;
}

const floating = { dropdown: 'float' };
const field = { input: 'field-input', label: 'field-label', description: 'field-description', error: 'field-error' };
const still = { duration: 110, transition: 'fade' } as const;

export const theme = createTheme({
  colors: { ink, note },
  primaryColor: 'note',
  primaryShade: { light: 6, dark: 3 },
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  headings: { fontFamily: 'var(--serif)', fontWeight: '600' },
  fontSizes: { xs: '11.5px', sm: '13px', md: '13px', lg: '15px', xl: '18px' },
  defaultRadius: '7px',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: plain({ defaultProps: { variant: 'default' }, classNames: { root: 'button' } }),
    Checkbox: plain({
      classNames: {
        body: 'tick-body',
        inner: 'tick-inner',
        input: 'tick-input',
        icon: 'tick-icon',
        label: 'tick-label',
        description: 'tick-description',
      },
    }),
    Combobox: plain({
      // Focus never leaves its field: given back, it would be taken from the field that a person has gone on to.
      defaultProps: { trapFocus: false, returnFocus: false },
    }),
    Menu: plain({
      // In place, not at the end of the page: what is read aloud stays in its landmark.
      defaultProps: {
        transitionProps: still,
        shadow: undefined,
        offset: 6,
        withinPortal: false,
        floatingStrategy: 'fixed',
        withInitialFocusPlaceholder: false,
      },
      classNames: { dropdown: 'float menu', item: 'menu-item', label: 'menu-label', divider: 'menu-rule' },
    }),
    ModalRoot: plain({ defaultProps: { transitionProps: still } }),
    Modal: plain({
      classNames: {
        content: 'sheet-dialog',
        overlay: 'veil',
        title: 'sheet-dialog-title',
        body: 'sheet-dialog-body',
        close: 'quiet-button',
      },
    }),
    Popover: plain({
      defaultProps: { transitionProps: still, shadow: undefined, offset: 6, trapFocus: true, returnFocus: true },
      classNames: floating,
    }),
    Progress: plain({ classNames: { root: 'progress', section: 'progress-done' } }),
    SegmentedControl: plain({
      defaultProps: { transitionDuration: 100 },
      classNames: { root: 'segments', indicator: 'segments-mark', label: 'segments-label' },
    }),
    Select: plain({
      defaultProps: {
        comboboxProps: { shadow: undefined, transitionProps: still },
        checkIconPosition: 'right',
        nothingFoundMessage: createElement(NothingFits),
        // What was typed is chosen with Enter or Tab; else leaving the field would quietly bring the earlier choice back.
        onFocus: selectText,
        onKeyDown: takeTyped,
      },
      classNames: { ...field, dropdown: 'float', option: 'menu-item' },
    }),
    FileInput: plain({ classNames: field }),
    NumberInput: plain({ classNames: field }),
    PasswordInput: plain({ classNames: { ...field, innerInput: 'field-inner' } }),
    Switch: plain({
      classNames: {
        input: 'switch-input',
        track: 'switch-track',
        label: 'tick-label',
        description: 'tick-description',
      },
    }),
    Textarea: plain({ classNames: field }),
    TextInput: plain({ classNames: field }),
    Tooltip: plain({
      defaultProps: {
        openDelay: 350,
        transitionProps: still,
        withArrow: false,
        events: { hover: true, focus: true, touch: false },
      },
      classNames: { tooltip: 'hint' },
    }),
  },
});
