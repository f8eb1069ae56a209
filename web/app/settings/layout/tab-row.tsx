import { IconDots, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { i18n, inLanguage } from '#web/kernel/i18n';
import { Button, IconButton, Menu, Tabs } from '#web/kernel/ui';
import { useEditing } from './editing.ts';
import { changeTab, newSection, newTab, step } from './layout-draft.ts';
import { PartWindow } from './part-window.tsx';

const icon = { size: 16, stroke: 1.75 };
// As the server has it.
const most = { tabs: 8, sections: 20 };

type RowProps = { onShow: (tab: string) => void };

/** The tabs of a layout; the one in view is changed from its menu. */
export function TabRow({ onShow }: RowProps) {
  const { layout, change, tab } = useEditing();
  const [adding, setAdding] = useState(false);
  return (
    <div className="k-row k-wrap">
      <Tabs
        label={i18n.t('Tabs of the page')}
        value={tab}
        onChange={onShow}
        tabs={layout.tabs.map(({ key, name }) => ({ value: key, label: inLanguage(name) }))}
      />
      <TabMenu onShow={onShow} />
      <Button
        small
        look="quiet"
        icon={<IconPlus {...icon} />}
        disabled={layout.tabs.length >= most.tabs}
        onClick={() => setAdding(true)}
      >
        {i18n.t('Add a tab')}
      </Button>
      {adding ? (
        <PartWindow
          title={i18n.t('Add a tab')}
          onClose={() => setAdding(false)}
          onSave={({ name, show_if }) => {
            const made = { ...newTab(name), show_if };
            change({ ...layout, tabs: [...layout.tabs, made] });
            onShow(made.key);
          }}
        />
      ) : null}
    </div>
  );
}

function TabMenu({ onShow }: RowProps) {
  const { layout, change, tab: key } = useEditing();
  const [open, setOpen] = useState(false);
  const at = layout.tabs.findIndex((one) => one.key === key);
  const tab = layout.tabs[at];
  if (!tab) return null;
  const name = inLanguage(tab.name);
  const move = (by: -1 | 1): void => change({ ...layout, tabs: step(layout.tabs, at, by) });
  const remove = (): void => {
    const tabs = layout.tabs.filter((one) => one !== tab);
    change({ ...layout, tabs });
    onShow(tabs[0]?.key ?? '');
  };
  return (
    <>
      <Menu
        trigger={<IconButton small label={i18n.t('Change the tab {name}', { name })} icon={<IconDots {...icon} />} />}
        entries={[
          { label: i18n.t('Name and condition'), run: () => setOpen(true) },
          { label: i18n.t('Move left'), disabled: at === 0, run: () => move(-1) },
          { label: i18n.t('Move right'), disabled: at === layout.tabs.length - 1, run: () => move(1) },
          'line',
          { label: i18n.t('Remove the tab'), danger: true, disabled: layout.tabs.length === 1, run: remove },
        ]}
      />
      {open ? (
        <PartWindow
          title={i18n.t('Tab “{name}”', { name })}
          part={tab}
          onClose={() => setOpen(false)}
          onSave={({ name: called, show_if }) => change(changeTab(layout, key, { name: called, show_if }))}
        />
      ) : null}
    </>
  );
}

/** Adds a part to the tab in view. */
export function AddSection() {
  const { layout, change, tab: key } = useEditing();
  const [adding, setAdding] = useState(false);
  const tab = layout.tabs.find((one) => one.key === key);
  if (!tab) return null;
  return (
    <>
      <Button
        small
        className="k-self-start"
        icon={<IconPlus {...icon} />}
        disabled={tab.sections.length >= most.sections}
        onClick={() => setAdding(true)}
      >
        {i18n.t('Add a section')}
      </Button>
      {adding ? (
        <PartWindow
          title={i18n.t('Add a section')}
          columns={{ columns: 1, collapsed: false }}
          onClose={() => setAdding(false)}
          onSave={({ name, ...more }) =>
            change(changeTab(layout, key, { sections: [...tab.sections, { ...newSection(name), ...more }] }))
          }
        />
      ) : null}
    </>
  );
}
