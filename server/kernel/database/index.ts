export { compile, createDb, prepared, type Db, type Observer, type Sql, type StatementOptions } from './db.ts';
export { thisMachine } from './embedded/lease.ts';
export { createIds, isId, newId } from './ids.ts';
export { migrateSchema, type Migration } from './migrate.ts';
export { createPools, type Pools } from './pools.ts';
export { openServer, type DatabaseServer } from './server.ts';
export { constraintOf } from './sql-error.ts';
export { inTransaction, type TransactionOptions } from './transaction.ts';
export { sql } from 'kysely';
