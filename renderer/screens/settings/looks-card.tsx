/** How a person wants to see it all: language and theme. */
import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { languages } from '../../locales/say';
import { useWords } from '../../locales/words';
import { usePreference } from '../../rpc/use-preference';
import { readScheme } from '../../ui/color-scheme';
import { Card } from '../../ui/screen';

export function LooksCard() {
  const { say, language } = useWords();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const kept = usePreference('language');
  return (
    <Card title={say('settings.looks')}>
      <div className="settings-choices">
        <span id="settings-language">{say('settings.language')}</span>
        <SegmentedControl
          aria-labelledby="settings-language"
          value={language}
          onChange={kept.set}
          data={languages.map((value) => ({ value, label: say(`language.${value}`) }))}
        />
        <span id="settings-theme">{say('settings.theme')}</span>
        <SegmentedControl
          aria-labelledby="settings-theme"
          value={colorScheme}
          onChange={(value) => setColorScheme(readScheme(value))}
          data={[
            { value: 'light', label: say('settings.light') },
            { value: 'dark', label: say('settings.dark') },
            { value: 'auto', label: say('settings.auto') },
          ]}
        />
      </div>
    </Card>
  );
}
