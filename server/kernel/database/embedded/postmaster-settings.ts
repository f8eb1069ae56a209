import { totalmem } from 'node:os';

/** What the server is started with, beside its data folder. */
export interface PostmasterSettings {
  readonly socketFolder: string;
  /** Raises limits or, in tests only, trades safety for speed. */
  readonly overrides: Readonly<Record<string, string>>;
}

/** The `-c name=value` arguments of `postgres`; the reasons are in docs/operations. */
export function postmasterArguments({ socketFolder, overrides }: PostmasterSettings): string[] {
  const settings: Record<string, string> = {
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    // A workspace has some sixty tables, and dropping or dumping one locks them all at once.
    max_locks_per_transaction: '1024',
    max_connections: '60',
    shared_buffers: `${sharedMegabytes()}MB`,
    // On Linux workers read ahead without io_uring, which containers often forbid.
    io_method: 'worker',
    jit: 'off',
    TimeZone: 'UTC',
    log_timezone: 'UTC',
    // Parallel GIN builds of 18.4 may leave a table without statistics, so that it is never vacuumed.
    max_parallel_maintenance_workers: '0',
    temp_file_limit: '2GB',
    log_connections: 'on',
    logging_collector: 'on',
    // One file a weekday, overwritten after a week: the log cannot fill the disk for ever.
    log_filename: 'postgresql-%a.log',
    log_rotation_age: '1d',
    log_rotation_size: '100MB',
    log_truncate_on_rotation: 'on',
    wal_level: 'replica',
    // After each checkpoint the first change of a page writes it whole: with the usual 1 GB, an import into a large
    // workspace would spend most of its log on that.
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    ...overrides,
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** An eighth of the memory that this process may use: 64 MB at the small end, 4 GB at the large one. It is touched
 * only as far as there are records; with less, an import into a large workspace writes the same pages again and
 * again. */
function sharedMegabytes(): number {
  const limit = process.constrainedMemory();
  const bytes = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  return Math.max(64, Math.min(4096, Math.floor(bytes / 2 ** 20 / 8)));
}
