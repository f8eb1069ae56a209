export {
  buildCatalog,
  catalogOf,
  getObject,
  requireObject,
  seesWholeModel,
  type Catalog,
  type FieldModel,
  type ObjectModel,
} from './catalog.ts';
export { objectAnswer } from './answers/model-answers.ts';
export {
  anyAuthor,
  anyRecord,
  anyReference,
  bothLanguages,
  changeAnswer,
  conflictAnswer,
  recordAnd,
} from './answers/record-answers.ts';
export { describeRecords, valueSchemas } from './answers/record-schema.ts';
export { toldRightsAnswer } from './answers/rights-answers.ts';
export { sidebarAnswer, viewAnswer } from './answers/view-answers.ts';
export { bulkJob, startBulk } from './bulk/bulk-run.ts';
export { listChanges } from './changes/history.ts';
export { readableEntriesSql, readPlace, readTimeline, writePlace, type TimelineEntry } from './changes/timeline.ts';
export { recordsParted } from './changes/records-parted.ts';
export { listChangeSets } from './changes/list-change-sets.ts';
export type { Undone } from './changes/undo.ts';
export { startUndo, undoWithin, undoJob, type UndoQueued } from './changes/undo-run.ts';
export { addField, customKey } from './customize/add-field.ts';
export { moveOptionsJob } from './customize/move-options.ts';
export { checkRollupsJob, newDayJob, workOutJob } from './customize/work-out.ts';
export type { Follow } from './follow.ts';
export { followJob } from './records/derived.ts';
export type { Completer, Completing, CompletingSet, Completion } from './completion.ts';
export { createCatalogs, type Catalogs } from './customize/load-catalog.ts';
export {
  defineObject,
  field,
  issueIf,
  option,
  type FieldDefinition,
  type ObjectDefinition,
  type Values,
} from './define-object.ts';
export { objectErrors } from './errors.ts';
export { wordKeys } from './fields/text.ts';
export { compileFilter } from './query/filter.ts';
export { findsHidden } from './query/find-visibly.ts';
export { entriesKept, entryColumn, hiddenFileSql } from './changes/entry-fields.ts';
export { listRecords, readColumns, rowsOf, whereSql, type ListColumn, type ListQuery } from './query/list.ts';
export {
  columnSeen,
  namesOf,
  pointedAt,
  presentRow,
  presentRows,
  selectColumns,
  titleSql,
  type RecordJson,
} from './query/present.ts';
export { requireRight, scopeFor, scopeSql } from './query/scope.ts';
export { seenTable } from './query/seen-table.ts';
export { orderSql, readOrder } from './query/sort.ts';
export { createRecord, createRecords, type NewRecord } from './records/create.ts';
export { keysOf } from './records/keys.ts';
export { mergeRecords } from './changes/merge.ts';
export { valuesOf } from './records/parse.ts';
export { getRecord, readValuesOf, requireReadable } from './records/read.ts';
export { refreshSummariesOf } from './records/summaries.ts';
export { trashRecords } from './records/trash.ts';
export { updateRecords, type Patch, type Precondition } from './records/update.ts';
export { inChangeSet, withAllRights, type WriteSet } from './records/write-set.ts';
export { batchRoutes } from './routes/batch.ts';
export {
  createForEach,
  updateEach,
  type ActionDone,
  type ActionWork,
  type RecordAction,
} from './bulk/record-action.ts';
export { forgetParkedBulk } from './bulk/forget-parked.ts';
export { bulkRoutes } from './bulk/bulk-routes.ts';
export { changeRoutes } from './routes/changes.ts';
export { modelFileRoutes } from './model-file/model-file-routes.ts';
export { describeObject, describeObjects, modelRoutes } from './routes/model.ts';
export { readPrecondition, requireId, writing } from './routes/record-call.ts';
export { historyRoutes } from './routes/record-history.ts';
export { recordRoutes } from './routes/records.ts';
export { rateRoutes } from './rates/rate-routes.ts';
export { forgetRates } from './rates/write-rates.ts';
export { explainRoutes } from './rights/explain-routes.ts';
export { raiseModel } from './customize/add-field.ts';
export { joinTeams } from './rights/join-teams.ts';
export { rightsRoutes } from './rights/role-routes.ts';
export { toldRights } from './rights/told-rights.ts';
export { sharingRoutes } from './rights/sharing-routes.ts';
export { applySchema } from './schema/apply.ts';
export { appendOnlyTables, workspaceMigrations } from './schema/migrations.ts';
export { File, Member, Tag, Team } from './system-objects.ts';
export { dropColumnsJob } from './retype/drop-columns.ts';
export { changeTypeJob } from './retype/change-carried.ts';
export { queueUniqueIndexes } from './unique/queue-unique.ts';
export { uniqueJob } from './unique/unique-job.ts';
export { indexViewJob } from './views/index-view.ts';
export { readSidebar } from './views/sidebar.ts';
export { listViews, viewRoutes } from './views/views.ts';
