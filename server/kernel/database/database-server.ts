import type pg from 'pg';

/** The PostgreSQL that this process works on, ready for the pools. */
export interface DatabaseServer {
  readonly kind: 'embedded' | 'external';
  /** Login of the `admin` pool: owns schemas and tables, runs DDL, makes workspace roles. */
  readonly owner: pg.ClientConfig;
  /** Login of the `app` pool. */
  readonly app: pg.ClientConfig;
  /** Login of the `control` pool. */
  readonly control: pg.ClientConfig;
  /** Name of the role behind `app`, which workspace roles are granted to. */
  readonly appRole: string;
  /** Name of the role behind `control`, which the schema `control` is granted to. */
  readonly controlRole: string;
  /** For installing and the doctor only: the superuser (embedded) or DATABASE_URL; goes into no pool. */
  readonly install: pg.ClientConfig;
  /** `roles`: each workspace has a role of its own; `query`: one login does everything, only queries keep apart. */
  readonly wall: 'roles' | 'query';
  /** Ways round the workspace roles that could not be closed; empty when the wall stands. */
  readonly openDoors: readonly string[];
  /** `server_version_num`, such as 180004. */
  readonly version: number;
  /** Closes the pools' server if it is ours and nobody else uses it; call it after the pools have ended. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** Settings of the embedded server on top of ours; tests trade safety for speed with them. */
  readonly overrides?: Readonly<Record<string, string>>;
}
