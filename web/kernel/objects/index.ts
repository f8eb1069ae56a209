export { FieldValue } from './fields/show.tsx';

export { readTabs } from './paste/tab-text.ts';
export { isEmpty, plainText } from './fields/values.ts';
export { FilterBar } from './filter/filter-bar.tsx';
export { fromFilter, isGroup, toFilter, type FilterPart } from './filter/filter-tree.ts';
export { wireFilter } from './filter/wire-filter.ts';
export { filterWords } from './filter/filter-words.ts';
export { openCreate, useCreateRequest } from './forms/create-store.ts';
export { ListPage } from './list/list-page.tsx';
export { useListSearch } from './list/list-state.ts';
export { useViews } from './list/view-tabs.tsx';
export {
  fieldGroups,
  fieldLabel,
  findField,
  findObject,
  isEditable,
  isFact,
  menuObjects,
  objectLabel,
  pictureOf,
  recordName,
} from './model/model.ts';
export { deedWords } from './model/deed.ts';
export { askGate, useGate, type GateQuestion } from './model/gate-store.ts';
export { saved, saveFields } from './model/save.ts';
export { redoChanges, undoChanges } from './undo/undo-changes.ts';
export { useUndoQuestion } from './undo/undo-store.ts';
export {
  gatherSlots,
  SlotsContext,
  type ComposerFocus,
  type LinkField,
  type RecordSlotProps,
  type WebModule,
} from './model/slots.ts';
export { useMembers, useObject, useObjects, usePaths } from './model/use-model.ts';
export { useConflict } from './record/conflict-store.ts';
export {
  loadCellEditor,
  loadConditionEditor,
  loadConflictHost,
  loadCreateHost,
  loadFieldEditor,
  loadLayoutPreview,
  loadFieldsDialog,
  loadMergeDialog,
  loadRecordPage,
  loadUndoHost,
  loadWorkTray,
} from './record/load.ts';
export { changeChosen } from './select/change-chosen.ts';
export { AccessReasons } from './sharing/access-reasons.tsx';
export { RunningWork } from './work/running-work.tsx';
export { tryAgain, whyStopped, whyWaiting } from './work/why-stopped.ts';
export { kindName } from './timeline/timeline-entry.tsx';
export { takeUpWork, useFollowed, useRefused } from './work/followed.ts';
