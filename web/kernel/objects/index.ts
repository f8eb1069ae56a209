export { FieldEditor, type EditorProps } from './fields/edit.tsx';
export { FieldValue } from './fields/show.tsx';
export { isEmpty, labelled, plainText, related, valueText } from './fields/values.ts';
export { fromFilter, toFilter } from './filter/filter-tree.ts';
export { filterWords } from './filter/filter-words.ts';
export { closeCreate, openCreate, useCreateRequest } from './forms/create-store.ts';
export { wireValues } from './forms/form-fields.ts';
export { ListPage } from './list/list-page.tsx';
export { useListSearch } from './list/list-state.ts';
export {
  fieldGroups,
  fieldLabel,
  findField,
  findObject,
  isEditable,
  latinName,
  menuObjects,
  nameText,
  objectLabel,
  recordName,
} from './model/model.ts';
export { saved, saveFields, trashOne, undoChanges } from './model/save.ts';
export {
  gatherSlots,
  SlotsContext,
  useSlots,
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
  loadMergeDialog,
  loadRecordPage,
} from './record/load.ts';
export { kindName } from './record/timeline-entry.tsx';
