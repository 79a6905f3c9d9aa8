import { Check, Monitor, Moon, Sun } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { type ReactElement, useState } from 'react';
import { IconButton } from '../components/icon-button.js';
import { MENU_CLASS, MENU_ITEM_CLASS } from '../components/menu-style.js';
import { chooseTheme, readTheme, THEMES, type ThemeHost } from './theme-preference.js';

const LABELS = {
  system: { label: 'System', Icon: Monitor },
  light: { label: 'Light', Icon: Sun },
  dark: { label: 'Dark', Icon: Moon },
};

const browser = (): ThemeHost => ({
  storage: window.localStorage,
  dataset: document.documentElement.dataset,
});

/** A button with a menu of the themes. */
export function ThemeMenu(): ReactElement {
  const [theme, setTheme] = useState(() => readTheme(browser()));
  const { Icon: Current, label } = LABELS[theme];
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <IconButton label={`Theme: ${label}`}>
          <Current size={16} aria-hidden />
        </IconButton>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content align="end" sideOffset={6} className={MENU_CLASS}>
        <DropdownMenu.RadioGroup value={theme}>
          {THEMES.map((one) => {
            const { Icon, label } = LABELS[one];
            return (
              <DropdownMenu.RadioItem
                key={one}
                value={one}
                className={MENU_ITEM_CLASS}
                onSelect={() => {
                  chooseTheme(one, browser());
                  setTheme(one);
                }}
              >
                <Icon size={15} aria-hidden className="text-ink-faint" />
                <span className="grow">{label}</span>
                <DropdownMenu.ItemIndicator>
                  <Check size={14} aria-hidden />
                </DropdownMenu.ItemIndicator>
              </DropdownMenu.RadioItem>
            );
          })}
        </DropdownMenu.RadioGroup>
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}
