import type { ErrorTable } from '#shared/failure';
import type { SecretBox } from '#kernel/access';
import type { Egress } from '#kernel/egress';
import type { Migration, Pools } from '#kernel/database';
import type { Route } from '#kernel/http';
import type { JobDefinition, Listener } from '#kernel/jobs';
import type { ObjectDefinition, RecordAction } from '#kernel/objects';
import type { PublicPage } from '#kernel/public-pages';
import type { ContextSource, Directory, Workspace } from '#kernel/workspace';

/** What a module's routes and jobs may be given beside their context. */
export interface ModuleServices {
  source: ContextSource;
  pools: Pools;
  directory: Directory;
  /** Folder of the installation's files. */
  dataDir: string;
  /** One origin builds every absolute address. */
  publicUrl: string;
  /** Seals what a module keeps secret. */
  box: SecretBox;
  /** The way out to addresses that people type. */
  egress: Egress;
}

/** A step that fills tables. An archive that holds the table `fills` was made after it: it is not run again. */
export interface Beginning extends Migration {
  fills: string;
}

/** One area of the product: everything it brings, in one value. */
export interface Module {
  key: string;
  /** Modules whose doors this one uses. */
  needs: readonly string[];
  objects?: readonly ObjectDefinition[];
  /** What it offers to do with many records, beside changing their fields. */
  actions?: readonly RecordAction[];
  errors?: ErrorTable;
  /** Tables of its own in each workspace. */
  migrations?: readonly Migration[];
  /** What a workspace begins with, and what becomes of what is there already: steps that run once, after its tables
   * are as the objects say. */
  beginnings?: (workspace: Workspace) => Beginning[];
  routes?: (services: ModuleServices) => Route[];
  /** Pages for people without an account. */
  pages?: (services: ModuleServices) => PublicPage[];
  jobs?: (services: ModuleServices) => JobDefinition<never>[];
  listeners?: readonly Listener[];
}

export function defineModule(module: Module): Module {
  return Object.freeze(module);
}

/** Refuses a list of modules in which one needs what is not there, or two bring the same name. */
export function checkModules(modules: readonly Module[]): void {
  const keys = new Set(modules.map((module) => module.key));
  for (const module of modules) {
    const missing = module.needs.find((key) => !keys.has(key));
    if (missing) throw new Error(`module ${module.key} needs ${missing}, which is not in the list`);
  }
  const names = modules.flatMap((module) => (module.objects ?? []).map((object) => object.key));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw new Error(`two modules bring the object ${twice}`);
}
