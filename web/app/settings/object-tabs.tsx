import { useState, type ReactNode } from 'react';
import type { ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { objectLabel } from '#web/kernel/objects';
import { SkeletonLines, Tabs } from '#web/kernel/ui';

type TabsProps = {
  objects: ObjectType[];
  /** The object that is shown where the page itself decides it. */
  shown?: string;
  onShow?: (api: string) => void;
  children: (object: ObjectType) => ReactNode;
};

/** A settings page that is the same for each object: tabs to choose one, people first. */
export function ObjectTabs({ objects, shown, onShow, children }: TabsProps) {
  const [own, setOwn] = useState('people');
  const [api, setApi] = [shown ?? own, onShow ?? setOwn];
  const object = objects.find((one) => one.api === api) ?? objects[0];
  if (!object) return <SkeletonLines count={8} />;
  return (
    <div className="k-stack">
      <Tabs
        label={i18n.t('Objects')}
        value={object.api}
        onChange={setApi}
        tabs={objects.map((one) => ({ value: one.api, label: objectLabel(one, true) }))}
      />
      {children(object)}
    </div>
  );
}
